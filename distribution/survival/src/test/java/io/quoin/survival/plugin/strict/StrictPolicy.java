package io.quoin.survival.plugin.strict;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same share for everybody. */
final class StrictPolicy implements IncentivePolicy {

  private final IncentiveContext engine;
  private final PeerShare share;
  private final Map<IncentivePeer, PeerShare> shares = new HashMap<>();

  StrictPolicy(IncentiveContext engine, PeerShare share) {
    this.engine = engine;
    this.share = share;
  }

  @Override
  public void joined(IncentivePeer peer) {
    shares.put(peer, share);
    engine.publish(new Allocation(shares));
  }

  @Override
  public void left(PeerTraffic last) {
    shares.remove(last.peer());
  }

  @Override
  public void round(List<PeerStanding> standings) {
    engine.publish(new Allocation(shares));
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
