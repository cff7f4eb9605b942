package io.quoin.experiments.sockets;

import io.quoin.api.torrent.Limits;
import io.quoin.api.wallet.WalletException;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.testbed.scenario.LoopbackGround;
import io.quoin.testbed.scenario.Outcome;
import io.quoin.testbed.scenario.Scenario;
import io.quoin.testbed.scenario.ScenarioPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A swarm that wants more than it has: two seeds and a dozen others, some of whom pay while the
 * incentive is on. All that is sent is 12 MiB a second.
 *
 * @param payers of the dozen
 * @param known whether those who pay have bought of everybody before
 * @param mib of the torrent
 * @param shaped whether the system limits what seeds send, all together, and not their engines
 */
record Contended(int payers, boolean known, int mib, boolean shaped) {
  private static final int LEECHES = 12;
  private static final int MIB = 1 << 20;
  private static final Duration AT_MOST = Duration.ofMinutes(6);
  private static final Duration BETWEEN_ARRIVALS = Duration.ofSeconds(1);
  private static final int SLOTS = 4;
  private static final Limits SEED = new Limits(Limits.UNLIMITED, 3L * MIB, 50, SLOTS);
  private static final Limits SHAPED = new Limits(Limits.UNLIMITED, Limits.UNLIMITED, 50, SLOTS);

  /** What comes from here is limited, if anything is. */
  private static final String SEEDS_HOST = "127.0.0.2";

  private static final String HOST = "127.0.0.1";
  private static final Limits LEECH = new Limits(2L * MIB, MIB / 2, 50, SLOTS);

  /**
   * Medians from arrival to completion.
   *
   * @param payers of those who pay, or would
   * @param others of the others
   * @param earned base units that were promised
   * @param spent by whoever promised them
   */
  record Result(Duration payers, Duration others, long earned, long spent) {
    /** How much faster payers are. */
    double ratio() {
      return (double) others.toNanos() / payers.toNanos();
    }
  }

  /** Plays it once. */
  Result play(Optional<BttSettings> settings, long seed) throws IOException, WalletException {
    LoopbackGround ground = new LoopbackGround(peer -> peer.seed() ? SEEDS_HOST : HOST);
    try (Town town = new Town()) {
      Outcome outcome = ground.play(stage -> swarm(settings, town), seed, AT_MOST);
      return new Result(
          outcome.median("payer").orElseThrow(),
          outcome.median("other").orElseThrow(),
          town.earned(),
          town.spent());
    }
  }

  private Scenario swarm(Optional<BttSettings> settings, Town town) {
    List<ScenarioPeer> peers = new ArrayList<>();
    Limits limits = shaped ? SHAPED : SEED;
    peers.add(trading(ScenarioPeer.seed("seed 1", limits), false, settings, town));
    peers.add(trading(ScenarioPeer.seed("seed 2", limits), false, settings, town));
    for (int i = 0; i < LEECHES; i++) {
      // Spread over the arrivals; what places in line alone explain, the runs without it show.
      boolean pays = (i * payers) % LEECHES < payers;
      ScenarioPeer leech =
          ScenarioPeer.leech("leech " + i, LEECH)
              .in(pays ? "payer" : "other")
              .arriving(BETWEEN_ARRIVALS.multipliedBy(i))
              .leavingWhenComplete();
      peers.add(trading(leech, pays, settings, town));
    }
    if (known && settings.isPresent()) {
      town.acquaint();
    }
    return new Scenario("contended", (long) mib * MIB, MIB / 4, peers);
  }

  private static ScenarioPeer trading(
      ScenarioPeer peer, boolean pays, Optional<BttSettings> settings, Town town) {
    return settings.map(s -> peer.with(town.trader(true, pays, s))).orElse(peer);
  }
}
