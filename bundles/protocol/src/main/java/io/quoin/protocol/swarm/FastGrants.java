package io.quoin.protocol.swarm;

import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.Layout;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Gives newcomers a few pieces that they may ask for while they are choked (BEP 6): each piece for
 * twice its length, and each address once, so that nobody lives on them.
 */
final class FastGrants {
  private static final int MOST_ADDRESSES = 1000;

  private final InfoHash hash;
  private final Set<InetAddress> granted = new LinkedHashSet<>();

  FastGrants(InfoHash hash) {
    this.hash = hash;
  }

  /** Grants the peer its pieces if it needs any and its address had none before. */
  void grant(Peer peer, Layout layout) {
    InetAddress address = peer.address().getAddress();
    if (!peer.fast() || peer.has().count() >= AllowedFast.USUAL || !granted.add(address)) {
      return;
    }
    if (granted.size() > MOST_ADDRESSES) {
      granted.remove(granted.iterator().next());
    }
    Set<Integer> pieces =
        AllowedFast.of(AllowedFast.USUAL, hash.toByteArray(), layout.pieceCount(), address);
    for (int piece : pieces) {
      long bytes = 2L * layout.pieceLength(piece);
      peer.uploads().grant(piece, (int) Math.min(Integer.MAX_VALUE, bytes));
      peer.say(new Message.AllowedFast(piece));
    }
  }
}
