package io.quoin.experiments.sockets;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.ExtensionOffer;
import io.quoin.api.incentive.HandOver;
import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentiveException;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentivePolicy;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.torrent.TorrentId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Counts what an incentive says to its like, as bytes on the wire, and what is sent for pay; leaves
 * the rest as is.
 */
final class MeteredMessages implements IncentiveProvider {
  /** Length, id and extension id of a message (BEP 3 and 10). */
  private static final int HEAD = 6;

  private final IncentiveProvider metered;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<IncentivePeer, Long> paid = new ConcurrentHashMap<>();

  MeteredMessages(IncentiveProvider metered) {
    this.metered = metered;
  }

  /** Bytes on the wire of all that it said. */
  long bytes() {
    return bytes.get();
  }

  /** Payload bytes sent for pay, of each peer that was sent any. */
  List<Long> lanes() {
    return paid.values().stream().filter(sent -> sent > 0).toList();
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from)
      throws IncentiveException {
    return new Policy(metered.open(new Context(context), from));
  }

  private final class Policy implements IncentivePolicy {
    private final IncentivePolicy policy;

    Policy(IncentivePolicy policy) {
      this.policy = policy;
    }

    private void count(PeerTraffic traffic) {
      paid.put(traffic.peer(), traffic.sentPaid());
    }

    @Override
    public void joined(IncentivePeer peer) {
      policy.joined(peer);
    }

    @Override
    public void left(PeerTraffic last) {
      count(last);
      policy.left(last);
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {
      traffic.forEach(this::count);
      policy.traffic(traffic);
    }

    @Override
    public void round(List<PeerStanding> standings) {
      policy.round(standings);
    }

    @Override
    public void pieceFailed(TorrentId torrent, int piece, List<IncentivePeer> suppliers) {
      policy.pieceFailed(torrent, piece, suppliers);
    }

    @Override
    public void handshake(IncentivePeer peer, ByteBuffer value) {
      policy.handshake(peer, value);
    }

    @Override
    public void withdrawn(IncentivePeer peer) {
      policy.withdrawn(peer);
    }

    @Override
    public void received(PeerTraffic at, ByteBuffer payload) {
      policy.received(at, payload);
    }

    @Override
    public HandOver close() {
      return policy.close();
    }
  }

  private final class Context implements IncentiveContext {
    private final IncentiveContext context;

    Context(IncentiveContext context) {
      this.context = context;
    }

    private void count(ByteBuffer payload) {
      bytes.addAndGet(HEAD + payload.remaining());
    }

    @Override
    public void send(IncentivePeer peer, ByteBuffer payload) {
      count(payload);
      context.send(peer, payload);
    }

    @Override
    public void publish(Allocation allocation) {
      allocation.shares().values().forEach(share -> share.message().ifPresent(this::count));
      context.publish(allocation);
    }

    @Override
    public InstantSource clock() {
      return context.clock();
    }

    @Override
    public long nanoTime() {
      return context.nanoTime();
    }

    @Override
    public RandomGenerator random() {
      return context.random();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      context.after(delay, task);
    }

    @Override
    public void offer(ExtensionOffer offer) {
      context.offer(offer);
    }

    @Override
    public void withdraw() {
      context.withdraw();
    }

    @Override
    public void raise(IncentivePeer peer, long sendUpTo) {
      context.raise(peer, sendUpTo);
    }

    @Override
    public void raiseRequests(IncentivePeer peer, long requestUpTo) {
      context.raiseRequests(peer, requestUpTo);
    }

    @Override
    public void countFrom(IncentivePeer peer, long received) {
      context.countFrom(peer, received);
    }
  }
}
