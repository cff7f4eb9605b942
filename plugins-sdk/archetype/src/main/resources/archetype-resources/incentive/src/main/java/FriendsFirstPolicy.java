package ${package};

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for the peers that are connected. Its calls come one at a time. */
final class FriendsFirstPolicy implements IncentivePolicy {

  private static final Logger log = LoggerFactory.getLogger(FriendsFirstPolicy.class);

  private final IncentiveContext context;
  private final Set<InetAddress> friends;
  private final boolean strangers;
  private final Map<IncentivePeer, PeerShare> shares = new HashMap<>();

  FriendsFirstPolicy(IncentiveContext context, Set<InetAddress> friends, boolean strangers) {
    this.context = context;
    this.friends = friends;
    this.strangers = strangers;
  }

  @Override
  public void joined(IncentivePeer peer) {
    PeerShare share = share(peer.address().getAddress());
    log.info("{} is given {}", peer.address(), share.uploadClass());
    shares.put(peer, share);
    context.publish(new Allocation(shares));
  }

  private PeerShare share(InetAddress address) {
    if (friends.contains(address)) {
      return PeerShare.FREE;
    }
    return strangers ? PeerShare.OPEN : PeerShare.CHOKED;
  }

  @Override
  public void left(PeerTraffic last) {
    shares.remove(last.peer());
  }

  /** What is not renewed ages out. */
  @Override
  public void round(List<PeerStanding> standings) {
    context.publish(new Allocation(shares));
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
