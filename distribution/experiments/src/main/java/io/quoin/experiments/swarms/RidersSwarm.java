package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A swarm in which some give nothing.
 *
 * @param leeches payers, contributors and free riders
 * @param bytes of the torrent
 * @param arm what is measured
 */
record RidersSwarm(int leeches, long bytes, Arm arm) {
  private static final int MIB = 1 << 20;
  private static final int PAYERS_PERCENT = 10;
  private static final int RIDERS_PERCENT = 40;
  private static final int SEEDS_PERCENT = 30;
  private static final int SEEDS = 3;
  private static final int LIMIT_PERCENT = 96;
  private static final long ARRIVALS_MILLIS = 60_000;
  private static final Duration AT_MOST = Duration.ofHours(2);

  /** What is measured. */
  enum Arm {
    /** Nobody has the extension. */
    OFF("off"),
    /** All but the free riders have it. */
    ON("on"),
    /** The free riders have it too, and default. */
    FRESH("fresh addresses");

    private final String words;

    Arm(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Outcome play(long seed) {
    return new Play(seed).run();
  }

  private Role role(int rank) {
    if (rank < leeches * PAYERS_PERCENT / 100) {
      return Role.PAYER;
    }
    boolean rides = rank >= leeches - leeches * RIDERS_PERCENT / 100;
    return rides ? Role.FREE_RIDER : Role.OTHER;
  }

  private final class Play {
    private final Testbed testbed;
    private final Market market;
    private final VirtualTorrent torrent;
    private final int[] ranks;
    private final List<Trader> payers = new ArrayList<>();
    private final List<Trader> sellers = new ArrayList<>();

    Play(long seed) {
      testbed = new Testbed(seed);
      market = new Market(testbed);
      torrent = testbed.torrent(bytes, MIB);
      ranks = Contest.ranks(leeches, new SplittableRandom(seed));
    }

    Outcome run() {
      long given = leeches * (100L - RIDERS_PERCENT) / 100 * (MIB / 2);
      long rate = given * SEEDS_PERCENT / (100 - SEEDS_PERCENT) / SEEDS;
      for (int i = 0; i < SEEDS; i++) {
        PeerPlan plan = PeerPlan.seed("seed " + i, torrent, access(rate, rate));
        testbed.add(trading(limited(plan), true, false));
      }
      List<TestPeer> peers = new ArrayList<>();
      for (int rank : ranks) {
        peers.add(testbed.add(leech(rank)));
      }
      if (arm == Arm.FRESH) {
        for (int i = 0; i < peers.size(); i++) {
          if (role(ranks[i]) == Role.FREE_RIDER) {
            Renewal renewal = new Renewal(peers.get(i));
            testbed.every(Duration.ofSeconds(1), renewal::look);
          }
        }
      }
      if (arm != Arm.OFF) {
        market.acquaint(payers, sellers);
      }
      while (testbed.now().compareTo(AT_MOST) < 0
          && !peers.stream().allMatch(TestPeer::isComplete)) {
        testbed.run(Duration.ofSeconds(1));
      }
      Audit audit = market.close();
      List<Fate> fates = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        fates.add(new Fate(role(ranks[i]), ranks[i], peers.get(i).result()));
      }
      return new Outcome(fates, audit);
    }

    private Access access(long down, long up) {
      return Access.of(down, up).withLatency(Duration.ofMillis(testbed.random().nextInt(10, 41)));
    }

    private PeerPlan limited(PeerPlan plan) {
      return plan.limited(
          Limits.DEFAULT.withRates(Limits.UNLIMITED, plan.access().up() * LIMIT_PERCENT / 100));
    }

    private PeerPlan trading(PeerPlan plan, boolean sells, boolean pays) {
      if (arm == Arm.OFF) {
        return plan;
      }
      Trader trader = market.trader(Terms.of(sells, pays));
      if (sells) {
        sellers.add(trader);
      }
      if (pays) {
        payers.add(trader);
      }
      return plan.with(trader.incentive());
    }

    private PeerPlan leech(int rank) {
      PeerPlan plan =
          limited(PeerPlan.leech("leech " + rank, torrent, access(2L * MIB, MIB / 2)))
              .arriving(Duration.ofMillis(testbed.random().nextLong(ARRIVALS_MILLIS)))
              .leavingWhenComplete();
      return switch (role(rank)) {
        case PAYER -> trading(plan, true, true);
        case FREE_RIDER -> riding(plan);
        default -> trading(plan, true, false);
      };
    }

    private PeerPlan riding(PeerPlan plan) {
      return arm == Arm.FRESH ? plan : plan.with(Incentive.of(FreeRider.ID, new FreeRider()));
    }

    /** Takes a fresh address after each lease. */
    private final class Renewal {
      private final TestPeer peer;
      private Defaulter now;
      private int addresses;

      Renewal(TestPeer peer) {
        this.peer = peer;
        this.now = another();
      }

      private Defaulter another() {
        Defaulter made = new Defaulter(market.trader(Terms.of(false, true)).provider());
        peer.use(Incentive.of("defaulter " + ++addresses, made));
        return made;
      }

      void look() {
        if (now.spent() && peer.isHere()) {
          now = another();
        }
      }
    }
  }
}
