package io.quoin.installer.plugins.greeter;

import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import org.osgi.service.component.annotations.Component;

/** A plugin as they should be. */
@Component
public final class Greeter implements PeerSource {

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    throw new UnsupportedOperationException("a greeter finds nobody");
  }
}
