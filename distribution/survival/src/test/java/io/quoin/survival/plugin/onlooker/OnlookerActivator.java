package io.quoin.survival.plugin.onlooker;

import io.quoin.api.extension.PeerExtension;
import io.quoin.api.peers.PeerFilter;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Offers a filter that refuses nobody, a source that knows nobody, an extension that says nothing
 * and a storage provider that has nothing.
 */
public final class OnlookerActivator implements BundleActivator {

  private static final String NAME = "onlooker";

  @Override
  public void start(BundleContext context) {
    context.registerService(PeerFilter.class, address -> false, null);
    context.registerService(
        PeerSource.class,
        new Onlooker(),
        FrameworkUtil.asDictionary(Map.of(PeerSource.NAME, NAME)));
    context.registerService(
        PeerExtension.class,
        new Onlooker(),
        FrameworkUtil.asDictionary(Map.of(PeerExtension.NAME, NAME)));
    context.registerService(
        StorageProvider.class,
        directory -> {
          throw new StorageException(StorageException.Code.IO, "nothing is kept here");
        },
        FrameworkUtil.asDictionary(Map.of(StorageProvider.ID, NAME)));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the services back.
  }
}
