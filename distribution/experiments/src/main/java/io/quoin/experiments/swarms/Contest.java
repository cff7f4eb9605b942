package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.StandardSwarm;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A swarm that wants more than it has, some of which pay: two seeds and many that arrive within a
 * minute. Everybody's upload limit is a little under what the line carries, as users set it.
 *
 * @param swarm how many, and how much they want
 * @param payers percent of the leeches that pay
 * @param sellers percent of the leeches, besides the seeds, that may be paid; those that pay are
 *     spread evenly over both kinds
 * @param leave whether peers leave when they are complete
 * @param known whether payers and sellers have dealt with each other before
 * @param on whether the incentive is on; if not, the same peers arrive at the same times
 */
record Contest(
    StandardSwarm swarm, int payers, int sellers, boolean leave, boolean known, boolean on) {
  private static final int LIMIT_PERCENT = 96;
  private static final Duration AT_MOST = Duration.ofHours(2);

  /** All sell, peers leave, and everybody has dealt with everybody. */
  static Contest of(StandardSwarm swarm, int payers) {
    return new Contest(swarm, payers, 100, true, true, true);
  }

  Contest off() {
    return new Contest(swarm, payers, sellers, leave, known, false);
  }

  Contest staying() {
    return new Contest(swarm, payers, sellers, false, known, on);
  }

  Contest selling(int percent) {
    return new Contest(swarm, payers, percent, leave, known, on);
  }

  Contest amongStrangers() {
    return new Contest(swarm, payers, sellers, leave, false, on);
  }

  /** The same peers, of whom nobody pays. */
  Contest nobodyPays() {
    return new Contest(swarm, 0, 100, leave, true, on);
  }

  /** What makes it different from others. */
  String name() {
    return (on ? payers + " % pay" : "off")
        + (leave ? "" : ", peers stay")
        + (sellers == 100 ? "" : ", " + sellers + " % sell")
        + (known ? "" : ", strangers");
  }

  /** Plays it. */
  Outcome play(long seed) {
    return new Play(seed).run();
  }

  /** Whether a peer of this rank pays, or would if the incentive were on. */
  boolean pays(int rank) {
    return rank >= 0 && rank < swarm.leeches() * payers / 100;
  }

  private boolean sells(int rank) {
    // Ranks are drawn: every hundred of them in a row, and every ten, has the same part that sells.
    return rank < 0 || Math.floorMod(rank * 37, 100) < sellers;
  }

  private final class Play {
    private final Testbed testbed;
    private final Market market;
    private final int[] ranks;
    private final List<Integer> rankOf = new ArrayList<>();
    private final List<Trader> payers = new ArrayList<>();
    private final List<Trader> sellers = new ArrayList<>();

    Play(long seed) {
      testbed = new Testbed(seed);
      market = new Market(testbed);
      ranks = ranks(swarm.leeches(), new SplittableRandom(seed));
    }

    Outcome run() {
      List<TestPeer> peers = swarm.addTo(testbed, this::plan);
      if (on && known) {
        market.acquaint(payers, sellers);
      }
      while (testbed.now().compareTo(AT_MOST) < 0
          && !peers.stream().allMatch(TestPeer::isComplete)) {
        testbed.run(Duration.ofSeconds(1));
      }
      Audit audit = market.close();
      List<Fate> fates = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        int rank = rankOf.get(i);
        Role role = rank < 0 ? Role.SEED : pays(rank) ? Role.PAYER : Role.OTHER;
        fates.add(new Fate(role, rank, peers.get(i).result()));
      }
      return new Outcome(fates, audit);
    }

    private PeerPlan plan(PeerPlan standard) {
      int rank = standard.seed() ? -1 : ranks[rankOf.size() - seeds()];
      rankOf.add(rank);
      Limits limits =
          Limits.DEFAULT.withRates(Limits.UNLIMITED, standard.access().up() * LIMIT_PERCENT / 100);
      PeerPlan plan = standard.limited(limits);
      if (leave && !plan.seed()) {
        plan = plan.leavingWhenComplete();
      }
      return trader(rank).map(Trader::incentive).map(plan::with).orElse(plan);
    }

    private int seeds() {
      return (int) rankOf.stream().filter(rank -> rank < 0).count();
    }

    private Optional<Trader> trader(int rank) {
      if (!on || !(pays(rank) || sells(rank))) {
        return Optional.empty();
      }
      Trader trader = market.trader(Terms.of(sells(rank), pays(rank)));
      if (pays(rank)) {
        payers.add(trader);
      }
      if (sells(rank)) {
        sellers.add(trader);
      }
      return Optional.of(trader);
    }
  }

  /** All ranks in a drawn order. */
  static int[] ranks(int count, SplittableRandom random) {
    int[] ranks = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      ranks[i] = ranks[other];
      ranks[other] = i;
    }
    return ranks;
  }
}
