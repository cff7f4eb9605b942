package io.quoin.protocol.swarm;

import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.util.List;

/** What an incentive is told of a swarm. Called on the swarm's loop; never waits. */
public interface IncentiveDesk {

  /** A peer is connected. */
  void joined(SwarmPeer peer);

  /** A peer is gone. */
  void left(PeerTraffic last);

  /** A piece failed its hash. */
  void pieceFailed(TorrentId torrent, int piece, List<SwarmPeer> suppliers);

  /** Nobody is told. */
  IncentiveDesk NONE =
      new IncentiveDesk() {
        @Override
        public void joined(SwarmPeer peer) {
          // Nobody is told.
        }

        @Override
        public void left(PeerTraffic last) {
          // Nobody is told.
        }

        @Override
        public void pieceFailed(TorrentId torrent, int piece, List<SwarmPeer> suppliers) {
          // Nobody is told.
        }
      };
}
