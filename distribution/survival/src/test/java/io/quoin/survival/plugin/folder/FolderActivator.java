package io.quoin.survival.plugin.folder;

import io.quoin.api.storage.StorageProvider;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the provider while the bundle runs. */
public final class FolderActivator implements BundleActivator {

  /** The provider's id. */
  public static final String ID = "folder";

  @Override
  public void start(BundleContext context) {
    context.registerService(
        StorageProvider.class,
        FolderVolume::new,
        FrameworkUtil.asDictionary(Map.of(StorageProvider.ID, ID)));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
