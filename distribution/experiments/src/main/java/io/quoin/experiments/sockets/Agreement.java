package io.quoin.experiments.sockets;

import io.quoin.testbed.scenario.Ground;
import io.quoin.testbed.scenario.LoopbackGround;
import io.quoin.testbed.scenario.Outcome;
import io.quoin.testbed.scenario.PeerOutcome;
import io.quoin.testbed.scenario.Scenario;
import io.quoin.testbed.scenario.ScenarioPeer;
import io.quoin.testbed.scenario.SimulatedGround;
import io.quoin.testbed.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long groups of a scenario take on the simulated network and over sockets. Both have their
 * chances: seeds differ in who is served when, sockets in everything. So each is played a few times
 * and the median counts.
 */
final class Agreement {
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final Ground simulated = SimulatedGround.ofThisMachine();
  private final Ground sockets = new LoopbackGround();
  private final int simulatedRuns;
  private final int socketRuns;

  /**
   * Medians of a group's median times.
   *
   * @param group of the scenario
   * @param simulated on the simulated network
   * @param sockets over sockets
   */
  record Row(String group, Duration simulated, Duration sockets) {
    /** How much longer it takes over sockets; 0 for alike. */
    double difference() {
      return (double) sockets.toNanos() / simulated.toNanos() - 1;
    }
  }

  Agreement(int simulatedRuns, int socketRuns) {
    this.simulatedRuns = simulatedRuns;
    this.socketRuns = socketRuns;
  }

  /**
   * Sockets are slow until all that they need is loaded and compiled: a run that does not count.
   */
  void warmUp() {
    sockets.play(Scenarios.ONE_SEED, 99, WARM_UP);
  }

  List<Row> of(Function<Stage, Scenario> script) {
    List<Outcome> first = play(simulated, simulatedRuns, script);
    List<Outcome> second = play(sockets, socketRuns, script);
    return first.get(0).peers().stream()
        .map(PeerOutcome::peer)
        .filter(peer -> !peer.seed())
        .map(ScenarioPeer::group)
        .distinct()
        .map(group -> new Row(group, median(group, first), median(group, second)))
        .toList();
  }

  private static List<Outcome> play(Ground ground, int runs, Function<Stage, Scenario> script) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      Outcome outcome = ground.play(script, run, AT_MOST);
      if (!outcome.complete()) {
        throw new AssertionError("somebody lacks something after " + AT_MOST + ": " + outcome);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private static Duration median(String group, List<Outcome> outcomes) {
    List<Duration> medians =
        outcomes.stream().map(o -> o.median(group)).flatMap(Optional::stream).sorted().toList();
    return medians.get(medians.size() / 2);
  }
}
