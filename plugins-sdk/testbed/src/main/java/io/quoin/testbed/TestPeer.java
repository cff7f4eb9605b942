package io.quoin.testbed;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.engine.TorrentEvents;
import io.quoin.api.engine.TorrentOrder;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.metainfo.Metainfo;
import io.quoin.protocol.TorrentEngine;
import io.quoin.protocol.TorrentSite;
import io.quoin.protocol.swarm.SentBytes;
import io.quoin.testbed.network.Host;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A peer of a testbed: an engine with one torrent, on a host of its own. */
public final class TestPeer {
  private static final long STALL_NANOS = 10_000_000_000L;

  /** What has been sent is on its way for so long after the engine has ended. */
  private static final long DRAIN_NANOS = 30_000_000_000L;

  private final Testbed testbed;
  private final int index;
  private final PeerPlan plan;
  private final Host host;
  private final TorrentEngine engine;
  private final TorrentId torrent;
  private final List<Stall> stalls = new ArrayList<>();

  private Optional<Incentive> incentive = Optional.empty();
  private boolean here;
  private boolean calledOff;
  private Duration arrival;
  private Optional<Duration> firstPiece = Optional.empty();
  private Optional<Duration> completion = Optional.empty();
  private Optional<Duration> departure = Optional.empty();
  private Optional<SwarmSnapshot> last = Optional.empty();
  private Optional<SentBytes> lastSent = Optional.empty();
  private long progressAt;

  TestPeer(Testbed testbed, int index, PeerPlan plan, Host host, SplittableRandom random) {
    this.testbed = testbed;
    this.index = index;
    this.plan = plan;
    this.host = host;
    this.engine = new TorrentEngine("", random, new VirtualPlugins(host.loop()));
    this.torrent = TorrentId.of(plan.torrent().metainfo().infoHashes());
    this.arrival = plan.arrival();
    host.spoil(plan.spoils());
  }

  // --- facts ---

  int index() {
    return index;
  }

  Host host() {
    return host;
  }

  /**
   * What it is.
   *
   * @return the plan that it was made of
   */
  public PeerPlan plan() {
    return plan;
  }

  /**
   * Where others find it.
   *
   * @return its address
   */
  public InetSocketAddress address() {
    return host.address();
  }

  /**
   * What it calls itself.
   *
   * @return 20 bytes, a copy
   */
  public byte[] peerId() {
    return engine.peerId().bytes();
  }

  /**
   * Whether it has arrived and not left.
   *
   * @return true while it is there
   */
  public boolean isHere() {
    return here;
  }

  /**
   * Whether it has everything.
   *
   * @return true from its completion on, and for seeds
   */
  public boolean isComplete() {
    return plan.seed() || completion.isPresent();
  }

  // --- coming and going ---

  void arrive() {
    if (calledOff) {
      return;
    }
    here = true;
    arrival = testbed.now();
    progressAt = arrival.toNanos();
    engine.addStores(new VirtualStores(host::spoiledArrives, new Storage()));
    plan.incentive().ifPresent(this::use);
    TorrentOrder order =
        new TorrentOrder(
            new TorrentSource.Torrent(plan.torrent().metainfo()),
            "virtual",
            Path.of("."),
            Path.of("record"),
            plan.seed() ? OpenMode.TRUST : OpenMode.RESUME,
            plan.limits(),
            Selection.ALL,
            Priority.NORMAL,
            List.of());
    TorrentSite site =
        new TorrentSite(
            host.loop(),
            host.dialer(),
            new VirtualPlugins(host.loop()).clock(),
            List.of(),
            List.of());
    host.open(torrent.hash(), engine.start(order, new Torrent(), site));
    testbed.arrived(this);
  }

  void learn(List<InetSocketAddress> others) {
    engine.addPeers(torrent, others);
  }

  /**
   * Ends its engine as an operator would, incentive first, and goes. If it has not arrived, it
   * never will.
   */
  public void leave() {
    calledOff = true;
    if (here) {
      depart();
      engine.end();
      host.loop().after(DRAIN_NANOS, host::vanish);
    }
  }

  /**
   * Goes as a process does that is killed: its connections are closed, its plugins told nothing. If
   * it has not arrived, it never will.
   */
  public void crash() {
    calledOff = true;
    if (here) {
      depart();
      host.vanish();
    }
  }

  private void depart() {
    last = engine.snapshot(torrent);
    lastSent = engine.sentBytes(torrent);
    departure = Optional.of(testbed.now());
    endStall();
    here = false;
    host.shut(torrent.hash());
    testbed.left(this);
  }

  /**
   * Closes its connections with another peer; either may dial again.
   *
   * @param other whom it has had enough of
   */
  public void cut(TestPeer other) {
    host.cut(other.host);
  }

  // --- its incentive ---

  /**
   * From now on this incentive decides whom it serves, in place of the one that did.
   *
   * @param changed the incentive
   */
  public void use(Incentive changed) {
    incentive.ifPresent(old -> engine.removeIncentive(old.provider()));
    incentive = Optional.of(changed);
    engine.addIncentive(
        changed.provider(),
        Map.of(IncentiveProvider.ID, changed.id(), "service.ranking", testbed.nextRanking()));
  }

  /** From now on its engine plays tit for tat. */
  public void useNone() {
    incentive.ifPresent(old -> engine.removeIncentive(old.provider()));
    incentive = Optional.empty();
  }

  // --- how it is doing ---

  /**
   * How its torrent is doing.
   *
   * @return now, or when it left; empty before it arrives
   */
  public Optional<SwarmSnapshot> snapshot() {
    return here ? engine.snapshot(torrent) : last;
  }

  /**
   * How its connections are doing.
   *
   * @return one snapshot each
   */
  public List<PeerSnapshot> connections() {
    return engine.peers(torrent);
  }

  /**
   * What it got from another peer.
   *
   * @param other who sent it
   * @return payload bytes that have arrived
   */
  public long receivedFrom(TestPeer other) {
    return host.receivedFrom(other.host);
  }

  /**
   * What its line has carried.
   *
   * @return bytes from it to the core, messages included
   */
  public long carriedUp() {
    return host.carriedUp();
  }

  /**
   * What its line has carried.
   *
   * @return bytes from the core to it, messages included
   */
  public long carriedDown() {
    return host.carriedDown();
  }

  /**
   * How it has fared so far.
   *
   * @return the figures of now, or of when it left
   */
  public PeerResult result() {
    SentBytes sent =
        (here ? engine.sentBytes(torrent) : lastSent).orElseGet(() -> new SentBytes(0, 0, 0));
    Optional<SwarmSnapshot> now = snapshot();
    List<Stall> all = new ArrayList<>(stalls);
    if (here) {
      currentStall().ifPresent(all::add);
    }
    return new PeerResult(
        plan.name(),
        plan.seed(),
        plan.torrent().bytes(),
        now.map(SwarmSnapshot::verifiedBytes).orElse(0L),
        arrival,
        firstPiece,
        completion,
        departure,
        now.map(SwarmSnapshot::receivedBytes).orElse(0L),
        now.map(SwarmSnapshot::wastedBytes).orElse(0L),
        sent.paid(),
        sent.free(),
        sent.optimistic(),
        host.messageBytes(),
        host.extensionBytes(),
        all);
  }

  private Optional<Stall> currentStall() {
    long span = testbed.now().toNanos() - progressAt;
    boolean stalls = !isComplete() && span >= STALL_NANOS;
    return stalls
        ? Optional.of(new Stall(Duration.ofNanos(progressAt), Duration.ofNanos(span)))
        : Optional.empty();
  }

  private void endStall() {
    currentStall().ifPresent(stalls::add);
  }

  @Override
  public String toString() {
    return plan.name();
  }

  private final class Storage implements VirtualStores.Watch {
    @Override
    public void filled() {
      long now = host.loop().nanoTime();
      if (now - progressAt >= STALL_NANOS) {
        endStall();
      }
      progressAt = now;
    }

    @Override
    public void verified(int piece) {
      if (firstPiece.isEmpty()) {
        firstPiece = Optional.of(testbed.now());
      }
      testbed.note(TestbedEvent.Kind.PIECE, TestPeer.this, piece);
    }
  }

  private final class Torrent implements TorrentEvents {
    @Override
    public void metadata(Metainfo metainfo) {
      // It was known.
    }

    @Override
    public void examined() {
      // A virtual store knows what it has.
    }

    @Override
    public void completed() {
      if (!plan.seed() && here) {
        completion = Optional.of(testbed.now());
        testbed.note(TestbedEvent.Kind.COMPLETED, TestPeer.this, 0);
        plan.whenComplete().accept(TestPeer.this);
      }
    }

    @Override
    public void halted(String reason) {
      throw new IllegalStateException(plan.name() + " has halted: " + reason);
    }
  }
}
