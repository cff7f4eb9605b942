package io.quoin.experiments.sockets;

import com.sun.management.OperatingSystemMXBean;
import io.quoin.api.torrent.Limits;
import io.quoin.api.wallet.WalletException;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.testbed.scenario.LoopbackGround;
import io.quoin.testbed.scenario.Outcome;
import io.quoin.testbed.scenario.PeerOutcome;
import io.quoin.testbed.scenario.Scenario;
import io.quoin.testbed.scenario.ScenarioPeer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a GiB costs, in CPU seconds of both ends together, with the incentive and without. */
enum Overhead {
  /** A seed that would sell, and two that would, at full speed; nobody buys. */
  NOBODY_PAYS("nobody pays", 0.98) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(trading(ScenarioPeer.seed("seed", Limits.DEFAULT), false, settings, town));
      for (int i = 0; i < 2; i++) {
        ScenarioPeer leech = ScenarioPeer.leech("leech " + i, Limits.DEFAULT);
        peers.add(trading(leech, false, settings, town));
      }
      return new Scenario(title(), GIB, MIB, peers);
    }
  },

  /** A seed that would sell to two that know nothing of the incentive, at full speed. */
  ONE_SIDED("one side only", 0.97) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(trading(ScenarioPeer.seed("seed", Limits.DEFAULT), false, settings, town));
      for (int i = 0; i < 2; i++) {
        peers.add(ScenarioPeer.leech("leech " + i, Limits.DEFAULT));
      }
      return new Scenario(title(), GIB, MIB, peers);
    }
  },

  /**
   * One who buys from ten, each of whom serves others as well: ten lanes. Below saturation, so that
   * the time it takes is the same, and what it costs shows. They come shortly before an auction.
   */
  TEN_LANES("ten paying lanes", 0.98) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      return tenLanes(settings, town, 160L * MIB);
    }
  };

  private static final int MIB = 1 << 20;
  private static final long GIB = 1L << 30;
  private static final int LANES = 10;

  /** More than are served free at a time: who is picked for that does not pay. */
  private static final int OTHERS = 3;

  private static final long LANE_RATE = 8L * MIB;
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final Duration BEFORE_AN_AUCTION = Duration.ofMillis(8500);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String title;
  private final double claimed;

  Overhead(String title, double claimed) {
    this.title = title;
    this.claimed = claimed;
  }

  /** In words. */
  String title() {
    return title;
  }

  /** What without over with is said to be at least. */
  double claimed() {
    return claimed;
  }

  abstract Scenario scenario(Optional<BttSettings> settings, Town town);

  /**
   * What a run cost.
   *
   * @param cpuSecondsPerGib of the whole process
   * @param seconds until everybody was complete
   * @param paidBytes payload bytes that were sent for pay
   */
  record Cost(double cpuSecondsPerGib, double seconds, long paidBytes) {}

  /** One who buys from ten, and others. */
  static Scenario tenLanes(Optional<BttSettings> settings, Town town, long bytes) {
    List<ScenarioPeer> peers = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      ScenarioPeer seed =
          ScenarioPeer.seed("seed " + i, new Limits(Limits.UNLIMITED, LANE_RATE, 50, 1));
      peers.add(trading(seed, false, settings, town));
    }
    Limits alone = new Limits(Limits.UNLIMITED, 1, 50, 1);
    for (int i = 0; i < OTHERS; i++) {
      peers.add(
          ScenarioPeer.leech("other " + i, alone).arriving(BEFORE_AN_AUCTION.minusSeconds(1)));
    }
    peers.add(
        trading(
            ScenarioPeer.leech("payer", alone).arriving(BEFORE_AN_AUCTION), true, settings, town));
    return new Scenario(TEN_LANES.title(), bytes, MIB / 4, peers);
  }

  /** Plays it once. */
  Cost play(Optional<BttSettings> settings, long seed) throws IOException, WalletException {
    try (Town town = new Town()) {
      long begun = System.nanoTime();
      long cpu = SYSTEM.getProcessCpuTime();
      Outcome outcome = new LoopbackGround().play(stage -> scenario(settings, town), seed, AT_MOST);
      double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (!outcome.complete()) {
        throw new IllegalStateException("somebody lacks something after " + AT_MOST);
      }
      long bytes = outcome.peers().stream().mapToLong(PeerOutcome::received).sum();
      return new Cost(used / (bytes / 1024.0 / MIB), seconds, town.paidBytes());
    }
  }

  private static ScenarioPeer trading(
      ScenarioPeer peer, boolean pays, Optional<BttSettings> settings, Town town) {
    return settings.map(s -> peer.with(town.trader(!pays, pays, s))).orElse(peer);
  }
}
