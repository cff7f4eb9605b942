package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.incentive.btt.BttProvider;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.PeerPlan;
import io.quoin.testbed.TestPeer;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.VirtualTorrent;
import io.quoin.testbed.network.Access;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One seed that sells to payers and serves others for free. Nobody can connect to anybody else.
 *
 * @param limits of the payers, base units per GiB
 * @param others who do not pay
 * @param freePercent of the seed's upload for those who do not pay
 * @param slots ordinary ones
 * @param span from the first lease on
 */
record OneSeller(List<Long> limits, int others, int freePercent, int slots, Duration span) {
  static final int RATE_MIB = 2;
  static final int PIECE = 1 << 20;

  private static final int MIB = 1 << 20;
  private static final long BYTES = 4096L * MIB;
  private static final int LIMIT_PERCENT = 96;
  private static final Duration AT_MOST_UNTIL_FIRST = Duration.ofMinutes(5);

  /** A lease of three rounds that ran its time. */
  private static final int WHOLE_ROUNDS = 3;

  OneSeller {
    limits = List.copyOf(limits);
  }

  /** Four with equal limits. */
  static OneSeller ofEquals() {
    return new OneSeller(
        List.of(2 * Terms.TOKEN, 2 * Terms.TOKEN, 2 * Terms.TOKEN, 2 * Terms.TOKEN),
        16,
        80,
        10,
        Duration.ofMinutes(10));
  }

  /** Ten with limits from two tokens on, each a token above the one before. */
  static OneSeller ofLevels() {
    List<Long> levels = new ArrayList<>();
    for (int level = 2; level < 12; level++) {
      levels.add(level * Terms.TOKEN);
    }
    return new OneSeller(levels, 0, 25, 4, Duration.ofMinutes(30));
  }

  int payers() {
    return limits.size();
  }

  /**
   * What was sold.
   *
   * @param limits of the payers
   * @param bytesOfEach that each was served for pay
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
    LeaseWatch watch =
        new LeaseWatch(market.trader(Terms.of(true, false).freePercent(freePercent)).provider());
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
    List<TestPeer> buyers = new ArrayList<>();
    for (int i = 0; i < Math.max(limits.size(), others); i++) {
      if (i < others) {
        testbed.add(leech("other " + i, torrent));
      }
      if (i < limits.size()) {
        Terms terms = Terms.of(false, true).limited(limits.get(i));
        PeerPlan plan = leech("payer " + i, torrent);
        buyers.add(testbed.add(plan.with(market.trader(terms).incentive())));
      }
    }
    testbed.runUntil(() -> !watch.leases().isEmpty(), AT_MOST_UNTIL_FIRST);
    testbed.run(span);
    return sold(watch, buyers, market);
  }

  private static PeerPlan leech(String name, VirtualTorrent torrent) {
    return PeerPlan.leech(name, torrent, Access.of(2L * MIB, MIB / 2).behindNat())
        .arriving(Duration.ofSeconds(1));
  }

  private Sold sold(LeaseWatch watch, List<TestPeer> buyers, Market market) {
    Map<InetSocketAddress, Long> limitOf = new HashMap<>();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < buyers.size(); i++) {
      InetSocketAddress address = buyers.get(i).address();
      limitOf.put(address, limits.get(i));
      bytes.add(
          watch.leases().stream()
              .filter(lease -> lease.to().getAddress().equals(address.getAddress()))
              .mapToLong(LeaseWatch.Lease::bytes)
              .sum());
    }
    List<Long> whole =
        watch.leases().stream()
            .filter(lease -> lease.rounds() == WHOLE_ROUNDS)
            .map(LeaseWatch.Lease::bytes)
            .toList();
    long passedOver =
        watch.auctions().stream().filter(auction -> passesOver(auction, limitOf)).count();
    int auctions = watch.auctions().size();
    buyers.forEach(TestPeer::leave);
    return new Sold(limits, bytes, whole, auctions, passedOver, market.close());
  }

  private static boolean passesOver(
      LeaseWatch.Auction auction, Map<InetSocketAddress, Long> limits) {
    long lowest =
        auction.winners().stream()
            .mapToLong(winner -> limit(winner, limits))
            .min()
            .orElse(Long.MAX_VALUE);
    return auction.waiting().stream().anyMatch(waiter -> limit(waiter, limits) > lowest);
  }

  /** By address alone: the ports of those who dialled are others. */
  private static long limit(InetSocketAddress peer, Map<InetSocketAddress, Long> limits) {
    return limits.entrySet().stream()
        .filter(entry -> entry.getKey().getAddress().equals(peer.getAddress()))
        .mapToLong(Map.Entry::getValue)
        .findFirst()
        .orElse(0);
  }
}
