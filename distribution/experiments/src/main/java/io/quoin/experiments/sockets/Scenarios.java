package io.quoin.experiments.sockets;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.scenario.Scenario;
import io.quoin.testbed.scenario.ScenarioPeer;
import io.quoin.testbed.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is played on both grounds: each peer has few slots, so that it matters who is served. */
enum Scenarios implements Function<Stage, Scenario> {
  /** A seed, and others that are all alike. */
  ONE_SEED {
    @Override
    public Scenario apply(Stage stage) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(ScenarioPeer.seed("seed", limits(8, 4)));
      for (int i = 0; i < 8; i++) {
        peers.add(leech("leech", i, limits(4, 1)));
      }
      return new Scenario("one seed", 64L * MIB, MIB / 4, peers);
    }
  },

  /** Half of them give and take six times as much as the others. */
  UNEQUAL_LINES {
    @Override
    public Scenario apply(Stage stage) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(ScenarioPeer.seed("seed", limits(8, 3)));
      for (int i = 0; i < 5; i++) {
        peers.add(leech("fast", i, limits(6, 1.5)));
        peers.add(leech("slow", i, limits(1, 0.25)));
      }
      return new Scenario("unequal lines", 40L * MIB, MIB / 4, peers);
    }
  },

  /** Everybody serves one of them first. */
  ONE_FAVOURITE {
    @Override
    public Scenario apply(Stage stage) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(favouring(ScenarioPeer.seed("seed", limits(8, 4)), false));
      peers.add(favouring(leech("favourite", 0, limits(8, 0.5)), true));
      for (int i = 1; i < 9; i++) {
        peers.add(favouring(leech("other", i, limits(8, 0.5)), false));
      }
      return new Scenario("one favourite", 64L * MIB, MIB / 4, peers);
    }

    private ScenarioPeer favouring(ScenarioPeer peer, boolean favourite) {
      return peer.with(Incentive.of("favouring", new Favouring(favourite)));
    }
  };

  private static final int MIB = 1 << 20;
  private static final int SLOTS = 3;
  private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(200);

  private static Limits limits(double downMib, double upMib) {
    return new Limits((long) (downMib * MIB), (long) (upMib * MIB), 50, SLOTS);
  }

  private static ScenarioPeer leech(String group, int number, Limits limits) {
    return ScenarioPeer.leech(group + " " + number, limits)
        .in(group)
        .arriving(BETWEEN_ARRIVALS.multipliedBy(number));
  }
}
