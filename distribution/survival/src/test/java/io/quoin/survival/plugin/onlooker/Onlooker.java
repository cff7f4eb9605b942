package io.quoin.survival.plugin.onlooker;

import io.quoin.api.extension.ExtensionPeer;
import io.quoin.api.extension.PeerExtension;
import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.nio.ByteBuffer;

/** Is told everything and does nothing. */
final class Onlooker implements PeerSource, PeerExtension {

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    return new NoSearch();
  }

  @Override
  public void joined(ExtensionPeer peer) {}

  @Override
  public void received(ExtensionPeer peer, ByteBuffer payload) {}

  @Override
  public void left(ExtensionPeer peer) {}
}
