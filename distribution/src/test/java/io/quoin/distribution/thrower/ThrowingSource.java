package io.quoin.distribution.thrower;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A plugin whose every search fails in a way that no search may. */
public final class ThrowingSource implements BundleActivator, PeerSource {

  @Override
  public void start(BundleContext context) {
    context.registerService(
        PeerSource.class, this, FrameworkUtil.asDictionary(Map.of(PeerSource.NAME, "throwing")));
  }

  @Override
  public void stop(BundleContext context) {
    // The service goes with the bundle.
  }

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    throw new IllegalStateException("on purpose");
  }
}
