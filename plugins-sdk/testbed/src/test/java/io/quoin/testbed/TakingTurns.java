package io.quoin.testbed;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Serves peers in an order that it draws each round, as if they paid, and talks with those who do
 * the same.
 */
public final class TakingTurns implements IncentiveProvider {
  static final String NAME = "qn_turns";

  /** Peers served a round. */
  private static final int SERVED = 4;

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from) {
    context.offer(ExtensionOffer.toAll(NAME, ascii("i1e")));
    return new Policy(context);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static final class Policy implements IncentivePolicy {
    private final IncentiveContext context;
    private final Map<IncentivePeer, Long> received = new HashMap<>();
    private final Set<IncentivePeer> speakers = new HashSet<>();

    Policy(IncentiveContext context) {
      this.context = context;
    }

    @Override
    public void joined(IncentivePeer peer) {}

    @Override
    public void left(PeerTraffic last) {
      received.remove(last.peer());
      speakers.remove(last.peer());
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {
      traffic.forEach(t -> received.put(t.peer(), t.received()));
    }

    @Override
    public void round(List<PeerStanding> standings) {
      Map<IncentivePeer, PeerShare> shares = new HashMap<>();
      int first = standings.isEmpty() ? 0 : context.random().nextInt(standings.size());
      for (int i = 0; i < standings.size(); i++) {
        IncentivePeer peer = standings.get((first + i) % standings.size()).peer();
        int weight = 100 + context.random().nextInt(900);
        shares.put(peer, i < SERVED ? paid(weight) : PeerShare.CHOKED);
      }
      context.publish(new Allocation(shares));
      context.after(Duration.ofMillis(1 + context.random().nextInt(1000)), this::talk);
    }

    private static PeerShare paid(int weight) {
      return new PeerShare(
          UploadClass.PAID,
          weight,
          Long.MAX_VALUE,
          Optional.of(ascii("1:t")),
          Long.MAX_VALUE,
          0,
          false);
    }

    private void talk() {
      speakers.forEach(
          peer -> context.send(peer, ascii("i" + received.getOrDefault(peer, 0L) + "e")));
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {}

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {
      speakers.add(peer);
    }

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
