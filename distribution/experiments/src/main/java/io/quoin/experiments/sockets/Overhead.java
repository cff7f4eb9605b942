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

/**
 * What the incentive costs where nothing is short: at full speed in CPU seconds of both ends
 * together for a GiB, below saturation in time.
 */
enum Overhead {
  /** A seed that would sell, and two that would, at full speed; nobody buys. */
  NOBODY_PAYS("nobody pays", false, 0.98) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(trading(ScenarioPeer.seed("seed", Limits.DEFAULT), false, settings, town));
      for (int i = 0; i < 2; i++) {
        ScenarioPeer leech = ScenarioPeer.leech("leech " + i, Limits.DEFAULT);
        peers.add(trading(leech, false, settings, town));
      }
      return new Scenario(title(), FULL_SPEED_BYTES, MIB, peers);
    }
  },

  /** A seed that would sell to two that know nothing of the incentive, at full speed. */
  ONE_SIDED("one side only", false, 0.97) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      List<ScenarioPeer> peers = new ArrayList<>();
      peers.add(trading(ScenarioPeer.seed("seed", Limits.DEFAULT), false, settings, town));
      for (int i = 0; i < 2; i++) {
        peers.add(ScenarioPeer.leech("leech " + i, Limits.DEFAULT));
      }
      return new Scenario(title(), FULL_SPEED_BYTES, MIB, peers);
    }
  },

  /**
   * One who buys from ten, each of whom serves others as well: ten lanes. Limits hold it, not the
   * machine. They come shortly before an auction.
   */
  TEN_LANES("ten paying lanes", true, 0.98) {
    @Override
    Scenario scenario(Optional<BttSettings> settings, Town town) {
      return tenLanes(settings, town, 320L * MIB);
    }
  };

  private static final int MIB = 1 << 20;

  /** So many that starting, and opening keys and journals, is little beside them. */
  private static final long FULL_SPEED_BYTES = 4L << 30;

  private static final int LANES = 10;

  /** More than are served free at a time: who is picked for that does not pay. */
  private static final int OTHERS = 3;

  private static final long LANE_RATE = 8L * MIB;
  private static final long UPLINK = 2L * MIB;
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final Duration BEFORE_AN_AUCTION = Duration.ofMillis(8500);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String title;
  private final boolean belowSaturation;
  private final double claimed;

  Overhead(String title, boolean belowSaturation, double claimed) {
    this.title = title;
    this.belowSaturation = belowSaturation;
    this.claimed = claimed;
  }

  /** In words. */
  String title() {
    return title;
  }

  /** Whether limits hold it: then time is what is claimed, and else CPU seconds. */
  boolean belowSaturation() {
    return belowSaturation;
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
   * @param seconds from the first downloader's arrival to the last one's completion
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
    Limits uplink = new Limits(Limits.UNLIMITED, UPLINK, 50, 1);
    for (int i = 0; i < OTHERS; i++) {
      peers.add(
          ScenarioPeer.leech("other " + i, uplink).arriving(BEFORE_AN_AUCTION.minusSeconds(1)));
    }
    peers.add(
        trading(
            ScenarioPeer.leech("payer", uplink).arriving(BEFORE_AN_AUCTION), true, settings, town));
    return new Scenario(TEN_LANES.title(), bytes, MIB / 4, peers);
  }

  /** Plays it once. */
  Cost play(Optional<BttSettings> settings, long seed) throws IOException, WalletException {
    try (Town town = new Town()) {
      long cpu = SYSTEM.getProcessCpuTime();
      Outcome outcome = new LoopbackGround().play(stage -> scenario(settings, town), seed, AT_MOST);
      double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
      if (!outcome.complete()) {
        throw new IllegalStateException("somebody lacks something after " + AT_MOST);
      }
      long bytes = outcome.peers().stream().mapToLong(PeerOutcome::received).sum();
      return new Cost(used / (bytes / 1024.0 / MIB), seconds(outcome), town.paidBytes());
    }
  }

  private static double seconds(Outcome outcome) {
    List<PeerOutcome> leeches =
        outcome.peers().stream().filter(peer -> !peer.peer().seed()).toList();
    Duration first =
        leeches.stream().map(PeerOutcome::arrival).min(Duration::compareTo).orElseThrow();
    Duration last =
        leeches.stream()
            .flatMap(peer -> peer.completion().stream())
            .max(Duration::compareTo)
            .orElseThrow();
    return last.minus(first).toNanos() / 1e9;
  }

  private static ScenarioPeer trading(
      ScenarioPeer peer, boolean pays, Optional<BttSettings> settings, Town town) {
    return settings.map(s -> peer.with(town.trader(!pays, pays, s))).orElse(peer);
  }
}
