package io.quoin.incentive.btt.auction;

import io.quoin.api.ledger.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The auction of a round: all winners pay the price of the first bid that lost and may set it, and
 * no winner more than its limit.
 */
public final class Auction {
  private final RandomGenerator random;

  /**
   * An auction house.
   *
   * @param random draws where nothing else decides
   */
  public Auction(RandomGenerator random) {
    this.random = random;
  }

  /**
   * How many places a round has.
   *
   * @param slots ordinary upload slots
   * @param freePercent of the capacity, for those who do not pay
   * @param running leases that go on
   */
  public static int places(int slots, int freePercent, int running) {
    return Math.max(0, Math.max(1, slots * (100 - freePercent) / 100) - running);
  }

  /**
   * Holds it.
   *
   * @param eligible whose limits are all at or above the ask; of a payer with several bids the
   *     highest counts
   * @param places how many may win
   * @param ask the lowest price
   */
  public <P> Outcome<P> hold(List<Bidder<P>> eligible, int places, long ask) {
    List<Bidder<P>> order = ranked(eligible);
    int won = Math.min(places, order.size());
    List<Bidder<P>> lost = order.subList(won, order.size());
    long price =
        lost.stream()
            .filter(Bidder::vouchedRecently)
            .findFirst()
            .map(first -> Math.max(ask, first.limit()))
            .orElse(ask);
    List<Outcome.Winner<P>> winners =
        order.subList(0, won).stream()
            .map(b -> new Outcome.Winner<>(b.peer(), Math.min(price, b.limit()), b.limit()))
            .toList();
    return new Outcome<>(winners, !lost.isEmpty());
  }

  private <P> List<Bidder<P>> ranked(List<Bidder<P>> eligible) {
    List<Bidder<P>> order = new ArrayList<>(eligible);
    Collections.shuffle(order, new Random(random.nextLong()));
    order.sort(
        Comparator.<Bidder<P>>comparingInt(b -> b.settledBefore() ? 0 : 1)
            .thenComparing(Comparator.<Bidder<P>>comparingLong(Bidder::limit).reversed())
            .thenComparingInt(b -> b.leasedJustNow() ? 1 : 0)
            .thenComparingLong(Bidder::recentBytes));
    Set<Address> payers = new HashSet<>();
    order.removeIf(bidder -> !payers.add(bidder.payer()));
    return order;
  }
}
