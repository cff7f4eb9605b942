package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.incentive.btt.BttProvider;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One seed that sells to payers and serves others for free. Nobody can connect to anybody else, and
 * every payer has paid the seed for a lot before.
 *
 * @param limits of the payers, base units per GiB
 * @param others who do not pay
 * @param freePercent of the seed's upload for those who do not pay
 * @param slots ordinary ones
 * @param visitors payers of each limit that come and go, each there three tenths of the time, a
 *     minute at a time; 0: one that stays
 * @param span from the first lease on
 */
record OneSeller(
    List<Long> limits, int others, int freePercent, int slots, int visitors, Duration span) {
  static final int RATE_MIB = 2;
  static final int PIECE = 1 << 20;

  private static final int MIB = 1 << 20;
  private static final long BYTES = 4096L * MIB;

  /** Enough that nobody has to wait for a payment to be final before it is trusted with more. */
  private static final int BOUGHT_GIB = 20;

  private static final int LIMIT_PERCENT = 96;
  private static final Duration AT_MOST_UNTIL_FIRST = Duration.ofMinutes(5);

  private static final Duration STAY = Duration.ofMinutes(1);
  private static final Duration AWAY = Duration.ofSeconds(140);

  /** By how much of it, more or less, they may be away. */
  private static final double UNPUNCTUAL = 0.25;

  /** A lease of three rounds that ran its time. */
  private static final int WHOLE_ROUNDS = 3;

  OneSeller {
    limits = List.copyOf(limits);
  }

  /** Four with equal limits. */
  static OneSeller ofEquals() {
    return new OneSeller(
        List.of(2 * Terms.TOKEN, 2 * Terms.TOKEN, 2 * Terms.TOKEN, 2 * Terms.TOKEN),
        40,
        80,
        10,
        0,
        Duration.ofMinutes(10));
  }

  /**
   * Ten with limits from two tokens on, each a token above the one before, nine there at a time.
   */
  static OneSeller ofLevels() {
    List<Long> levels = new ArrayList<>();
    for (int level = 2; level < 12; level++) {
      levels.add(level * Terms.TOKEN);
    }
    return new OneSeller(levels, 0, 25, 4, 3, Duration.ofMinutes(30));
  }

  int payers() {
    return limits.size();
  }

  /**
   * What was sold.
   *
   * @param limits of the payers
   * @param bytesOfEach that payers of each limit were served for pay
   * @param whole bytes of each lease that ran its time
   * @param auctions rounds in which places were given away
   * @param passedOver of those: in which a higher bid had waited a round and a lower one won
   */
  record Sold(
      List<Long> limits,
      List<Long> bytesOfEach,
      List<Long> whole,
      long auctions,
      long passedOver,
      Audit audit) {}

  Sold play(long seed) {
    Testbed testbed = new Testbed(seed);
    Market market = new Market(testbed);
    VirtualTorrent torrent = testbed.torrent(BYTES, PIECE);
    Trader seller = market.trader(Terms.of(true, false).freePercent(freePercent));
    LeaseWatch watch = new LeaseWatch(seller.provider());
    long rate = (long) RATE_MIB * MIB;
    testbed.add(
        PeerPlan.seed("seed", torrent, Access.of(rate, rate))
            .limited(
                new Limits(
                    Limits.UNLIMITED,
                    rate * LIMIT_PERCENT / 100,
                    Limits.DEFAULT.connections(),
                    slots))
            .with(Incentive.of(BttProvider.ID, watch)));
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      testbed.add(leech("other " + i, torrent));
    }
    for (int level = 0; level < limits.size(); level++) {
      for (int i = 0; i < Math.max(1, visitors); i++) {
        Trader trader = market.trader(Terms.of(false, true).limited(limits.get(level)));
        customers.add(new Customer(testbed, torrent, trader, level));
      }
    }
    market.acquaint(customers.stream().map(Customer::trader).toList(), List.of(seller), BOUGHT_GIB);
    if (visitors > 0) {
      customers.forEach(customer -> customer.comeAndGo(span));
    } else {
      customers.forEach(Customer::come);
    }
    testbed.runUntil(() -> !watch.leases().isEmpty(), AT_MOST_UNTIL_FIRST);
    testbed.run(span);
    return sold(watch, customers, market);
  }

  /** A payer, who comes each time with nothing and from another address. */
  private static final class Customer {
    private final Testbed testbed;
    private final VirtualTorrent torrent;
    private final Trader trader;
    private final int level;
    private final Set<InetAddress> addresses = new HashSet<>();
    private Optional<TestPeer> here = Optional.empty();

    Customer(Testbed testbed, VirtualTorrent torrent, Trader trader, int level) {
      this.testbed = testbed;
      this.torrent = torrent;
      this.trader = trader;
      this.level = level;
    }

    Trader trader() {
      return trader;
    }

    boolean is(InetSocketAddress peer) {
      return addresses.contains(peer.getAddress());
    }

    void come() {
      String name = "payer with limit " + level + ", time " + addresses.size();
      PeerPlan plan = leech(name, torrent).arriving(testbed.now().plusSeconds(1));
      TestPeer peer = testbed.add(plan.with(trader.incentive()));
      addresses.add(peer.address().getAddress());
      here = Optional.of(peer);
    }

    void go() {
      here.ifPresent(TestPeer::leave);
      here = Optional.empty();
    }

    void comeAndGo(Duration end) {
      Duration at = part(STAY.plus(AWAY), testbed.random().nextDouble());
      while (at.compareTo(end) < 0) {
        testbed.at(at, this::come);
        at = at.plus(STAY);
        testbed.at(at, this::go);
        at = at.plus(part(AWAY, 1 + UNPUNCTUAL * (2 * testbed.random().nextDouble() - 1)));
      }
    }

    private static Duration part(Duration of, double part) {
      return Duration.ofMillis((long) (of.toMillis() * part));
    }
  }

  private static PeerPlan leech(String name, VirtualTorrent torrent) {
    return PeerPlan.leech(name, torrent, Access.of(2L * MIB, MIB / 2).behindNat())
        .arriving(Duration.ofSeconds(1));
  }

  private Sold sold(LeaseWatch watch, List<Customer> customers, Market market) {
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      int level = i;
      bytes.add(
          watch.leases().stream()
              .filter(lease -> level(lease.to(), customers) == level)
              .mapToLong(LeaseWatch.Lease::bytes)
              .sum());
    }
    List<Long> whole =
        watch.leases().stream()
            .filter(lease -> lease.rounds() == WHOLE_ROUNDS)
            .map(LeaseWatch.Lease::bytes)
            .toList();
    long passedOver =
        watch.auctions().stream().filter(auction -> passesOver(auction, customers)).count();
    int auctions = watch.auctions().size();
    customers.forEach(Customer::go);
    return new Sold(limits, bytes, whole, auctions, passedOver, market.close());
  }

  /** Whether somebody had waited whose limit is above that of somebody who won. */
  private boolean passesOver(LeaseWatch.Auction auction, List<Customer> customers) {
    long lowest =
        auction.winners().stream()
            .mapToLong(winner -> limits.get(level(winner, customers)))
            .min()
            .orElse(Long.MAX_VALUE);
    return auction.waiting().stream()
        .mapToInt(waiter -> level(waiter, customers))
        .anyMatch(level -> level >= 0 && limits.get(level) > lowest);
  }

  /** Which limit of the list a peer has; -1 if it does not pay. */
  private static int level(InetSocketAddress peer, List<Customer> customers) {
    return customers.stream()
        .filter(customer -> customer.is(peer))
        .mapToInt(customer -> customer.level)
        .findFirst()
        .orElse(-1);
  }
}
