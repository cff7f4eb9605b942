package io.quoin.experiments.swarms;

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
import java.util.random.RandomGenerator;

/**
 * Stands between an engine and a policy, and passes everything on. What is made of it looks at what
 * passes, or changes it.
 */
abstract class PolicyShell implements IncentiveProvider {
  private final IncentiveProvider inner;

  PolicyShell(IncentiveProvider inner) {
    this.inner = inner;
  }

  @Override
  public IncentivePolicy open(IncentiveContext context, Optional<HandOver> from)
      throws IncentiveException {
    Context changing = new Context(context);
    return new Policy(inner.open(changing, from), changing);
  }

  // --- what is looked at or changed ---

  /**
   * A peer is there.
   *
   * @return whether what was published last is to be told anew, and changed, at once
   */
  boolean met(IncentivePeer peer) {
    return false;
  }

  /** Whether a message goes out. */
  boolean sends(ByteBuffer payload) {
    return true;
  }

  /** A message has come. */
  void heard(IncentivePeer from, ByteBuffer payload) {}

  /** The engine tells of traffic. */
  void passed(List<PeerTraffic> traffic) {}

  /** A peer is gone. */
  void gone(PeerTraffic last) {}

  /** A round is over for the policy: it has published what holds from now on. */
  void decided(List<PeerStanding> standings) {}

  /** What the engine is told in place of what the policy publishes. */
  abstract Allocation published(Allocation allocation);

  private final class Policy implements IncentivePolicy {
    private final IncentivePolicy policy;
    private final Context context;

    Policy(IncentivePolicy policy, Context context) {
      this.policy = policy;
      this.context = context;
    }

    @Override
    public void joined(IncentivePeer peer) {
      boolean changes = met(peer);
      policy.joined(peer);
      if (changes) {
        context.publishAgain();
      }
    }

    @Override
    public void left(PeerTraffic last) {
      policy.left(last);
      gone(last);
    }

    @Override
    public void traffic(List<PeerTraffic> traffic) {
      passed(traffic);
      policy.traffic(traffic);
    }

    @Override
    public void round(List<PeerStanding> standings) {
      policy.round(standings);
      decided(standings);
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
      heard(at.peer(), payload.duplicate());
      policy.received(at, payload);
    }

    @Override
    public HandOver close() {
      return policy.close();
    }
  }

  private final class Context implements IncentiveContext {
    private final IncentiveContext context;
    private Allocation last = new Allocation(Map.of());

    Context(IncentiveContext context) {
      this.context = context;
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
    public void send(IncentivePeer peer, ByteBuffer payload) {
      if (sends(payload.duplicate())) {
        context.send(peer, payload);
      }
    }

    @Override
    public void publish(Allocation allocation) {
      last = allocation;
      publishAgain();
    }

    void publishAgain() {
      context.publish(published(last));
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
