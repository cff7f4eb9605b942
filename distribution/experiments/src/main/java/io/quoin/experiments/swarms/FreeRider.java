package io.quoin.experiments.swarms;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chokes everybody. */
final class FreeRider implements IncentiveProvider {
  static final String ID = "free-rider";

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    return new Policy(context);
  }

  private static final class Policy implements IncentivePolicy {
    private final IncentiveContext context;
    private final Map<IncentivePeer, PeerShare> shares = new LinkedHashMap<>();

    Policy(IncentiveContext context) {
      this.context = context;
    }

    private void publish() {
      context.publish(new Allocation(shares));
    }

    @Override
    public void joined(IncentivePeer peer) {
      shares.put(peer, PeerShare.CHOKED);
      publish();
    }

    @Override
    public void left(PeerTraffic last) {
      shares.remove(last.peer());
    }

    @Override
    public void round(List<PeerStanding> standings) {
      publish();
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

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
      return HandOver.NOTHING;
    }
  }
}
