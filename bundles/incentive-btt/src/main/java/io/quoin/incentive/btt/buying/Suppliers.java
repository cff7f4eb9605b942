package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.PayerLane;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sellers that went before all that they sent had its verdict. Should a piece fail that one of them
 * had a part in, nothing is owed for what was still open: whose part was wrong is not known.
 * Bounded: of the oldest nothing is owed either.
 */
final class Suppliers {
  /** The most that are remembered. */
  static final int MOST = 1024;

  private final Map<Key, PayerLane> gone = new LinkedHashMap<>();

  private record Key(TorrentId torrent, ByteBuffer peerId) {

    static Key of(IncentivePeer peer) {
      return new Key(peer.torrent(), ByteBuffer.wrap(peer.remoteId()));
    }
  }

  /** A seller went. */
  void went(IncentivePeer peer, PayerLane lane) {
    if (lane.pends()) {
      gone.put(Key.of(peer), lane);
    }
    if (gone.size() > MOST) {
      Iterator<PayerLane> oldest = gone.values().iterator();
      oldest.next().pendingFailed();
      oldest.remove();
    }
  }

  /** A piece failed that a peer had a part in which is gone. */
  void failed(IncentivePeer peer) {
    PayerLane lane = gone.remove(Key.of(peer));
    if (lane != null) {
      lane.pendingFailed();
    }
  }

  int size() {
    return gone.size();
  }
}
