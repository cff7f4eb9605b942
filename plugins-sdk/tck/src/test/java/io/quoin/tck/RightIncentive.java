package io.quoin.tck;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves everybody alike, and does nothing wrong: each wrong one changes one thing of it. */
class RightIncentive implements IncentiveProvider {

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from)
      throws IncentiveException {
    return new Policy(context);
  }

  /** At work. */
  static class Policy implements IncentivePolicy {
    final IncentiveContext context;
    final Map<IncentivePeer, PeerShare> shares = new HashMap<>();

    Policy(IncentiveContext context) {
      this.context = context;
    }

    @Override
    public void joined(IncentivePeer peer) {
      shares.put(peer, PeerShare.FREE);
    }

    @Override
    public void left(PeerTraffic last) {
      shares.remove(last.peer());
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {
      context.publish(new Allocation(shares));
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {}

    @Override
    public void withdrawn(IncentivePeer peer) {}

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {}

    @Override
    public HandOver close() {
      return new HandOver(1, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    }
  }
}
