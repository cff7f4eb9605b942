package io.quoin.experiments.sockets;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Serves those first who say that they are favourites; the others share the rest. */
final class Favouring implements IncentiveProvider {
  private static final String NAME = "qn_favourite";
  private static final ByteBuffer YES = ascii("i1e");
  private static final ByteBuffer NO = ascii("i0e");
  private static final int WEIGHT = 100;

  /** What the others get at least, of a limited rate. */
  private static final int FREE_PERCENT = 60;

  private final boolean favourite;

  /**
   * One peer's.
   *
   * @param favourite what it says of itself
   */
  Favouring(boolean favourite) {
    this.favourite = favourite;
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    context.offer(ExtensionOffer.toAll(NAME, favourite ? YES : NO));
    return new Policy(context);
  }

  private static final class Policy implements IncentivePolicy {
    private static final PeerShare SERVED =
        new PeerShare(
            UploadClass.PAID, WEIGHT, Long.MAX_VALUE, Optional.empty(), Long.MAX_VALUE, 0, false);

    private final IncentiveContext context;
    private final Set<IncentivePeer> favourites = new HashSet<>();

    Policy(IncentiveContext context) {
      this.context = context;
    }

    @Override
    public void joined(IncentivePeer peer) {}

    @Override
    public void left(PeerTraffic last) {
      favourites.remove(last.peer());
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {}

    @Override
    public void round(List<PeerStanding> standings) {
      Map<IncentivePeer, PeerShare> shares = new HashMap<>();
      favourites.forEach(peer -> shares.put(peer, SERVED));
      context.publish(new Allocation(shares, FREE_PERCENT));
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {
      if (value.equals(YES)) {
        favourites.add(peer);
      }
    }

    @Override
    public void withdrawn(IncentivePeer peer) {
      favourites.remove(peer);
    }

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {}

    @Override
    public HandOver close() {
      return HandOver.NOTHING;
    }
  }
}
