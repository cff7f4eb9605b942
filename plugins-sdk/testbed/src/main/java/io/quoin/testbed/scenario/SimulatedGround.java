package io.quoin.testbed.scenario;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.PeerResult;
import io.quoin.testbed.Stall;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The simulated network, where every peer has the same line and only its own limits hold it. */
public final class SimulatedGround implements Ground {
  private static final long GIGABIT = 125_000_000;

  private final Access access;

  /**
   * A network of such lines.
   *
   * @param access of everybody
   */
  public SimulatedGround(Access access) {
    this.access = access;
  }

  /**
   * As near to sockets of one machine as it gets: a gigabit a second and a tenth of a millisecond.
   *
   * @return the ground
   */
  public static SimulatedGround ofThisMachine() {
    return new SimulatedGround(Access.of(GIGABIT, GIGABIT).withLatency(Duration.ofNanos(50_000)));
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Outcome play(Function<Stage, Scenario> script, long seed, Duration atMost) {
    Testbed testbed = new Testbed(seed);
    Scenario scenario = script.apply(new VirtualStage(testbed));
    VirtualTorrent torrent = testbed.torrent(scenario.bytes(), scenario.pieceLength());
    List<TestPeer> peers = new ArrayList<>();
    for (ScenarioPeer peer : scenario.peers()) {
      peers.add(testbed.add(plan(peer, torrent)));
    }
    testbed.runUntil(() -> peers.stream().allMatch(TestPeer::isComplete), atMost);
    List<PeerOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      outcomes.add(outcome(scenario.peers().get(i), peers.get(i)));
    }
    return new Outcome(name(), outcomes);
  }

  private PeerPlan plan(ScenarioPeer peer, VirtualTorrent torrent) {
    PeerPlan plan =
        peer.seed()
            ? PeerPlan.seed(peer.name(), torrent, access)
            : PeerPlan.leech(peer.name(), torrent, access);
    plan = plan.arriving(peer.arrival()).limited(peer.limits());
    plan = peer.leaves() ? plan.leavingWhenComplete() : plan;
    return peer.incentive().map(plan::with).orElse(plan);
  }

  private static PeerOutcome outcome(ScenarioPeer peer, TestPeer played) {
    PeerResult result = played.result();
    Duration longest =
        result.stalls().stream().map(Stall::span).max(Duration::compareTo).orElse(Duration.ZERO);
    return new PeerOutcome(
        peer,
        result.arrival(),
        result.firstPiece(),
        result.completion(),
        longest,
        result.received(),
        result.wasted(),
        played.snapshot().map(SwarmSnapshot::sentBytes).orElse(0L));
  }

  private record VirtualStage(Testbed testbed) implements Stage {
    @Override
    public Duration now() {
      return testbed.now();
    }

    @Override
    public InstantSource clock() {
      return testbed.clock();
    }

    @Override
    public void at(Duration moment, Runnable task) {
      testbed.at(moment, task);
    }
  }
}
