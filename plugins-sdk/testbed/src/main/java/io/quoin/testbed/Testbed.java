package io.quoin.testbed;

import io.quoin.testbed.network.Host;
import io.quoin.testbed.network.Network;
import io.quoin.testbed.network.NetworkWatch;
import io.quoin.testbed.network.Timeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Peers with the shipped engine on a simulated network. Time passes only while it is run, and as
 * fast as the work allows; the same seed and the same calls give the same run.
 *
 * <p>A peer that arrives is told of up to fifty others, drawn at random, and again every two
 * minutes: what a tracker does. Peers talk to nobody else.
 *
 * <p>For one thread, which everything in it runs on.
 */
public final class Testbed {
  private static final Duration ANNOUNCE_INTERVAL = Duration.ofMinutes(2);
  private static final int PORT = 6881;

  private final SplittableRandom random;
  private final Timeline timeline = new Timeline();
  private final EventLog log = new EventLog();
  private final Network network;
  private final Introductions introductions;
  private final List<TestPeer> peers = new ArrayList<>();
  private int ranking;

  /**
   * An empty testbed.
   *
   * @param seed of all that is drawn at random
   */
  public Testbed(long seed) {
    random = new SplittableRandom(seed);
    network = new Network(timeline, random.split(), new Watch());
    introductions = new Introductions(random.split());
  }

  // --- what there is ---

  /**
   * Makes up a torrent without content.
   *
   * @param bytes its length, 1 or more
   * @param pieceLength bytes of a piece, a power of two from 16 KiB on
   * @return what peers can share here
   */
  public VirtualTorrent torrent(long bytes, int pieceLength) {
    return VirtualTorrent.of(bytes, pieceLength, random);
  }

  /**
   * Adds a peer; it arrives at its time.
   *
   * @param plan what it is
   * @return the peer
   * @throws IllegalArgumentException if another one has its address
   */
  public TestPeer add(PeerPlan plan) {
    int index = peers.size();
    Host host = network.host(index, plan.address().orElseGet(() -> address(index)), plan.access());
    TestPeer peer = new TestPeer(this, index, plan, host, random.split());
    peers.add(peer);
    at(plan.arrival(), peer::arrive);
    return peer;
  }

  /** An address in a /24 of its own, since engines and incentives count by prefix. */
  private static InetSocketAddress address(int index) {
    byte[] ip = {(byte) (11 + (index >> 16)), (byte) (index >> 8), (byte) index, 1};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), PORT);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /**
   * All peers, whether they are there or not.
   *
   * @return in the order in which they were added
   */
  public List<TestPeer> peers() {
    return Collections.unmodifiableList(peers);
  }

  /**
   * Randomness for those who drive the testbed, such as times of arrival. It goes with the seed.
   *
   * @return for the testbed's thread
   */
  public RandomGenerator random() {
    return random;
  }

  // --- time ---

  /**
   * How far it has run.
   *
   * @return since the beginning
   */
  public Duration now() {
    return Duration.ofNanos(timeline.now());
  }

  /**
   * The wall clock of everybody in it.
   *
   * @return goes with {@link #now}
   */
  public InstantSource clock() {
    return () -> VirtualPlugins.BEGINNING.plus(now());
  }

  /**
   * Does something at a moment.
   *
   * @param moment since the beginning; what is past is done next
   * @param task what
   */
  public void at(Duration moment, Runnable task) {
    timeline.at(moment.toNanos(), task);
  }

  /**
   * Does something again and again, from one interval from now on.
   *
   * @param interval more than zero
   * @param task what
   */
  public void every(Duration interval, Runnable task) {
    at(
        now().plus(interval),
        () -> {
          task.run();
          every(interval, task);
        });
  }

  /**
   * Lets time pass.
   *
   * @param span how much
   */
  public void run(Duration span) {
    timeline.run(timeline.now() + span.toNanos());
  }

  /**
   * Lets time pass until something is so.
   *
   * @param condition asked after every event
   * @param atMost how much time
   * @return whether it is so; if not, all the time has passed
   */
  public boolean runUntil(BooleanSupplier condition, Duration atMost) {
    long end = timeline.now() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (!timeline.step(end)) {
        timeline.run(end);
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  // --- what happens ---

  /**
   * How the peers have fared so far.
   *
   * @return in the order in which they were added
   */
  public List<PeerResult> results() {
    return peers.stream().map(TestPeer::result).toList();
  }

  /**
   * Blocks that have arrived anywhere.
   *
   * @return how many
   */
  public long blocks() {
    return log.blocks();
  }

  /**
   * A digest of all events so far, to compare runs by.
   *
   * @return SHA-256 in hexadecimal digits
   */
  public String digest() {
    return log.digest();
  }

  /**
   * Has all events from now on shown.
   *
   * @param watcher told of each as it happens
   */
  public void watch(Consumer<TestbedEvent> watcher) {
    log.watch(watcher);
  }

  // --- for its peers ---

  void arrived(TestPeer peer) {
    note(TestbedEvent.Kind.ARRIVED, peer, 0);
    introductions.arrived(peer);
    introduce(peer);
  }

  private void introduce(TestPeer peer) {
    if (peer.isHere()) {
      peer.learn(introductions.others(peer));
      at(now().plus(ANNOUNCE_INTERVAL), () -> introduce(peer));
    }
  }

  void left(TestPeer peer) {
    introductions.left(peer);
    note(TestbedEvent.Kind.LEFT, peer, 0);
  }

  void note(TestbedEvent.Kind kind, TestPeer peer, long detail) {
    log.note(timeline.now(), kind, peer, detail);
  }

  /** Of several incentives the newest is used. */
  int nextRanking() {
    return ++ranking;
  }

  private final class Watch implements NetworkWatch {
    @Override
    public void opened(Host dialler, Host listener) {
      note(TestbedEvent.Kind.OPENED, dialler, listener, 0);
    }

    @Override
    public void closed(Host closer, Host other) {
      note(TestbedEvent.Kind.CLOSED, closer, other, 0);
    }

    @Override
    public void block(Host from, Host to, int piece, int begin) {
      note(TestbedEvent.Kind.BLOCK, to, from, ((long) piece << 32) + begin);
    }

    @Override
    public void extended(Host from, Host to, int id, int length) {
      note(TestbedEvent.Kind.EXTENSION, to, from, ((long) id << 32) + length);
    }

    private void note(TestbedEvent.Kind kind, Host peer, Host other, long detail) {
      log.note(timeline.now(), kind, peers.get(peer.index()), peers.get(other.index()), detail);
    }
  }
}
