package io.quoin.incentive.btt.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.ledger.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AuctionTest {
  private final Auction auction = new Auction(new SplittableRandom(1));

  private static Address address(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    bytes[20] = (byte) number;
    return Address.of(bytes);
  }

  private static Bidder<Integer> bidder(int number, long limit) {
    return new Bidder<>(number, address(number), limit, true, false, 0, true);
  }

  private static List<Integer> peers(Outcome<Integer> outcome) {
    return outcome.winners().stream().map(Outcome.Winner::peer).toList();
  }

  private static List<Long> prices(Outcome<Integer> outcome) {
    return outcome.winners().stream().map(Outcome.Winner::price).toList();
  }

  @Test
  void the_highest_limits_win_and_all_pay_what_the_first_loser_would_have() {
    Outcome<Integer> outcome =
        auction.hold(List.of(bidder(1, 50), bidder(2, 90), bidder(3, 70), bidder(4, 60)), 2, 10);

    assertThat(peers(outcome)).containsExactly(2, 3);
    assertThat(prices(outcome)).containsExactly(60L, 60L);
    assertThat(outcome.contended()).isTrue();
  }

  @Test
  void without_a_loser_the_ask_is_the_price() {
    Outcome<Integer> outcome = auction.hold(List.of(bidder(1, 50), bidder(2, 90)), 2, 10);

    assertThat(prices(outcome)).containsExactly(10L, 10L);
    assertThat(outcome.contended()).isFalse();
  }

  @Test
  void who_never_vouchered_here_sets_no_price() {
    Bidder<Integer> shill = new Bidder<>(3, address(3), 80, true, false, 0, false);

    Outcome<Integer> outcome =
        auction.hold(List.of(bidder(1, 100), bidder(2, 90), shill, bidder(4, 40)), 2, 10);

    assertThat(prices(outcome)).containsExactly(40L, 40L);
  }

  @Test
  void payers_that_settled_come_first_and_nobody_pays_above_its_limit() {
    Bidder<Integer> stranger = new Bidder<>(2, address(2), 90, false, false, 0, true);

    Outcome<Integer> outcome = auction.hold(List.of(stranger, bidder(1, 20)), 1, 10);

    assertThat(peers(outcome)).containsExactly(1);
    assertThat(prices(outcome)).containsExactly(20L);
  }

  @Test
  void equal_limits_go_to_whoever_had_no_lease_then_to_whoever_had_least() {
    Bidder<Integer> sated = new Bidder<>(1, address(1), 50, true, true, 0, true);
    Bidder<Integer> fed = new Bidder<>(2, address(2), 50, true, false, 900, true);
    Bidder<Integer> hungry = new Bidder<>(3, address(3), 50, true, false, 100, true);

    assertThat(peers(auction.hold(List.of(sated, fed, hungry), 3, 10))).containsExactly(3, 2, 1);
  }

  @Test
  void a_payer_has_one_bid_however_many_connections_it_has() {
    List<Bidder<Integer>> bids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bids.add(new Bidder<>(i, address(1), 50 + i, true, false, 0, true));
    }
    bids.add(bidder(20, 10));

    assertThat(peers(auction.hold(bids, 2, 1))).containsExactly(9, 20);
  }

  @Test
  void what_nothing_else_decides_is_drawn_by_the_seed() {
    List<Bidder<Integer>> equals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      equals.add(bidder(i, 50));
    }

    List<Integer> one = peers(new Auction(new SplittableRandom(5)).hold(equals, 3, 1));
    List<Integer> same = peers(new Auction(new SplittableRandom(5)).hold(equals, 3, 1));
    List<Integer> other = peers(new Auction(new SplittableRandom(6)).hold(equals, 3, 1));

    assertThat(one).isEqualTo(same).isNotEqualTo(other);
  }

  @Test
  void a_fifth_of_the_slots_and_at_least_one_is_paid_less_the_leases_that_run() {
    assertThat(Auction.places(8, 80, 0)).isEqualTo(1);
    assertThat(Auction.places(10, 80, 0)).isEqualTo(2);
    assertThat(Auction.places(20, 25, 4)).isEqualTo(11);
    assertThat(Auction.places(4, 80, 0)).isEqualTo(1);
    assertThat(Auction.places(4, 80, 3)).isZero();
  }

  @Property
  void no_lower_bid_of_the_same_standing_wins_over_a_higher_one(
      @ForAll @Size(max = 30) List<@LongRange(min = 10, max = 60) Long> limits,
      @ForAll @IntRange(max = 10) int places) {
    List<Bidder<Integer>> bids = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      bids.add(bidder(i, limits.get(i)));
    }

    Outcome<Integer> outcome = auction.hold(bids, places, 10);

    long lowest = peers(outcome).stream().mapToLong(limits::get).min().orElse(Long.MAX_VALUE);
    for (int i = 0; i < limits.size(); i++) {
      if (!peers(outcome).contains(i)) {
        assertThat(limits.get(i)).isLessThanOrEqualTo(lowest);
      }
    }
    outcome.winners().forEach(w -> assertThat(w.price()).isBetween(10L, limits.get(w.peer())));
    assertThat(outcome.winners()).hasSize(Math.min(places, limits.size()));
  }
}
