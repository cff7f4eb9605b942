package io.quoin.tck;

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
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A policy at work in an engine that is played: on the thread that made it, with a clock that goes
 * on only as the play does. What the policy does that the API does not allow is noted.
 */
final class Rehearsal implements IncentiveContext {

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS = 100;
  private static final int MESSAGE = 1024;
  private static final int TASKS = 4096;
  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

  private final Thread thread = Thread.currentThread();
  private final RandomGenerator random = new SplittableRandom(1);
  private final Queue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private final Set<IncentivePeer> present = new LinkedHashSet<>();
  private final List<String> faults = new ArrayList<>();
  private final Consumer<Duration> surroundings;
  private final IncentivePolicy policy;
  private Optional<ExtensionOffer> offer = Optional.empty();
  private long now;
  private long scheduled;
  private int published;

  private record Task(long at, long number, Runnable work) {}

  /**
   * Opens the policy.
   *
   * @param surroundings whose time passes as that of the play does
   */
  Rehearsal(IncentiveProvider provider, Optional<HandOver> from, Consumer<Duration> surroundings)
      throws IncentiveException {
    this.surroundings = surroundings;
    policy = provider.open(this, from);
  }

  // What the engine does.

  RehearsedPeer joins(int number) {
    RehearsedPeer peer = new RehearsedPeer(number);
    synchronized (this) {
      present.add(peer);
    }
    policy.joined(peer);
    return peer;
  }

  void leaves(IncentivePeer peer) {
    policy.withdrawn(peer);
    synchronized (this) {
      present.remove(peer);
    }
    policy.left(passed(peer, 0));
  }

  /** The peer says of the policy's extension what the policy itself says. */
  void speaks(IncentivePeer peer) {
    Optional<ExtensionOffer> said;
    synchronized (this) {
      said = offer;
    }
    if (said.isPresent()) {
      policy.handshake(peer, said.get().value());
    }
  }

  void shakesHands(IncentivePeer peer, byte[] value) {
    policy.handshake(peer, ByteBuffer.wrap(value));
  }

  void says(IncentivePeer peer, byte[] payload) {
    policy.received(passed(peer, 0), ByteBuffer.wrap(payload));
  }

  void passes(IncentivePeer peer, long bytes) {
    policy.traffic(List.of(passed(peer, bytes)));
  }

  void pieceFails(IncentivePeer supplier) {
    policy.pieceFailed(supplier.torrent(), 3, List.of(supplier));
  }

  private static PeerTraffic passed(IncentivePeer peer, long bytes) {
    return new PeerTraffic(peer, 0, bytes, 0, bytes, bytes, 0, 0, 0, bytes);
  }

  /** Begins a round, and lets its ten seconds pass. */
  void round() {
    List<PeerStanding> standings;
    synchronized (this) {
      standings =
          present.stream()
              .map(peer -> new PeerStanding(peer, true, false, true, false, true, 1000, 1000))
              .toList();
    }
    policy.round(standings);
    for (int step = 0; step < STEPS; step++) {
      surroundings.accept(STEP);
      pass(STEP);
    }
  }

  private void pass(Duration span) {
    long until = now + span.toNanos();
    for (Optional<Task> due = due(until); due.isPresent(); due = due(until)) {
      due.get().work().run();
    }
    now = until;
  }

  private synchronized Optional<Task> due(long until) {
    Optional<Task> next = Optional.ofNullable(tasks.peek()).filter(task -> task.at() <= until);
    next.ifPresent(
        task -> {
          tasks.remove();
          now = Math.max(now, task.at());
        });
    return next;
  }

  HandOver close() {
    return policy.close();
  }

  // What came of it.

  synchronized int published() {
    return published;
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  private void fault(String what) {
    faults.add(what);
  }

  // What the policy does.

  @Override
  public InstantSource clock() {
    return () -> BEGINNING.plusNanos(nanoTime());
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized RandomGenerator random() {
    if (Thread.currentThread() != thread) {
      fault("randomness was asked for on another thread, " + Thread.currentThread().getName());
    }
    return random;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    if (delay.isNegative()) {
      fault("a task was to run " + delay + " from now, which is not zero or more");
    }
    if (tasks.size() == TASKS) {
      fault("more than " + TASKS + " tasks wait for their time; no more are taken");
      return;
    }
    tasks.add(new Task(now + Math.max(0, delay.toNanos()), scheduled++, task));
  }

  @Override
  public synchronized void offer(ExtensionOffer said) {
    Optional<BValue> value = decoded(said.value());
    if (value.isEmpty()) {
      fault("the value of the offer '" + said.name() + "' is not bencoded");
    } else if (said.nonceKey().isPresent() && !(value.get() instanceof BDictionary)) {
      fault("the offer '" + said.name() + "' has a nonce key, but its value is no dictionary");
    }
    offer = Optional.of(said);
  }

  private static Optional<BValue> decoded(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    try {
      return Optional.of(Bencode.decode(bytes, Bencode.Mode.STRICT));
    } catch (BencodeException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void withdraw() {
    offer = Optional.empty();
  }

  @Override
  public synchronized void send(IncentivePeer peer, ByteBuffer payload) {
    requirePresent(peer, "a message went to");
    if (payload.remaining() > MESSAGE) {
      fault("a message has " + payload.remaining() + " bytes, more than " + MESSAGE);
    }
  }

  @Override
  public synchronized void publish(Allocation allocation) {
    published++;
    allocation.shares().keySet().forEach(peer -> requirePresent(peer, "an allocation names"));
  }

  @Override
  public synchronized void raise(IncentivePeer peer, long sendUpTo) {
    requirePresent(peer, "a limit was raised of");
  }

  @Override
  public synchronized void raiseRequests(IncentivePeer peer, long requestUpTo) {
    requirePresent(peer, "a limit was raised of");
  }

  @Override
  public synchronized void countFrom(IncentivePeer peer, long received) {
    requirePresent(peer, "verdicts are wanted of");
  }

  private void requirePresent(IncentivePeer peer, String what) {
    if (!present.contains(peer)) {
      fault(what + " " + peer + ", which had left; a peer is valid until 'left'");
    }
  }
}
