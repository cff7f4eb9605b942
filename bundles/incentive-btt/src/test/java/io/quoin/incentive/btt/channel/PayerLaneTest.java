package io.quoin.incentive.btt.channel;

import static io.quoin.incentive.btt.channel.Lanes.GIB;
import static io.quoin.incentive.btt.channel.Lanes.voucher;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Lane;
import io.quoin.api.journal.VoucherOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a buyer owes and vouches for. A base unit a byte, unless it is said. */
class PayerLaneTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long UNIT = 1000;
  private static final long D = 4000;

  private final PayerLane lane = PayerLane.fresh(Lanes.CHANNEL, Lanes.TORRENT, 0);

  private Optional<Long> ordered(long now) {
    return lane.order(UNIT, D, now).map(VoucherOrder::bytes);
  }

  @Test
  void only_what_came_in_a_lease_and_has_verified_is_owed() {
    lane.begin(0, GIB, new Arrivals(5000, 5000, 0));

    lane.arrived(new Arrivals(8000, 6000, 0), 1);

    assertThat(lane.counted()).isEqualTo(3000);
    assertThat(lane.owed()).isEqualTo(1000);
  }

  @Test
  void verdicts_on_what_came_before_the_lease_are_not_paid_for() {
    lane.begin(0, GIB, new Arrivals(5000, 100, 0));

    lane.arrived(new Arrivals(5000, 4900, 0), 1);

    assertThat(lane.owed()).isZero();
  }

  @Test
  void what_comes_after_the_lease_is_free() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.end(new Arrivals(3000, 1000, 0));

    lane.arrived(new Arrivals(9000, 9000, 0), 1);

    assertThat(lane.counted()).isEqualTo(3000);
    assertThat(lane.owed()).isEqualTo(3000);
  }

  @Test
  void a_payee_that_sends_garbage_is_not_paid_for_it() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));

    lane.arrived(new Arrivals(3000, 3000, 2000), 1);

    assertThat(lane.owed()).isEqualTo(1000);
  }

  @Test
  void garbage_of_earlier_times_is_not_taken_off_twice() {
    lane.begin(0, GIB, new Arrivals(5000, 5000, 5000));

    lane.arrived(new Arrivals(8000, 8000, 5000), 1);

    assertThat(lane.owed()).isEqualTo(3000);
  }

  @Test
  void a_voucher_is_made_for_a_unit_or_a_quarter_of_d_or_after_a_second_of_quiet() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(999, 999, 0), SECOND);

    assertThat(ordered(2 * SECOND - 1)).isEmpty();
    assertThat(ordered(2 * SECOND)).contains(999L);
    lane.arrived(new Arrivals(1000, 1000, 0), 2 * SECOND);
    assertThat(ordered(2 * SECOND)).contains(1000L);
    assertThat(lane.order(UNIT, 8 * UNIT, 2 * SECOND)).isEmpty();
  }

  @Test
  void nothing_is_vouched_for_twice() {
    lane.begin(0, 2 * GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(1500, 1500, 0), 1);
    VoucherOrder order = lane.order(UNIT, D, 1).orElseThrow();

    lane.issued(voucher(1, order.amount(), order.bytes()));

    assertThat(order.amount()).isEqualTo(3000);
    assertThat(ordered(100 * SECOND)).isEmpty();
  }

  @Test
  void prices_of_two_leases_add_up_as_the_sellers_do() {
    PayeeLane seller = PayeeLane.fresh(Lanes.TORRENT, UNIT);
    lane.begin(seller.begin(3), 3, new Arrivals(0, 0, 0));
    seller.grant(100);
    seller.billedTo(700);
    lane.arrived(new Arrivals(700, 700, 0), 1);
    long from = seller.begin(7 * GIB);
    lane.begin(from, 7 * GIB, new Arrivals(700, 700, 0));
    seller.grant(Long.MAX_VALUE);
    seller.billedTo(seller.granted());
    lane.arrived(new Arrivals(seller.billed(), seller.billed(), 0), 2);

    VoucherOrder order = lane.order(UNIT, D, 2).orElseThrow();

    assertThat(seller.verdict(voucher(1, order.amount(), order.bytes()).voucher(), 0, 1L << 60))
        .isEqualTo(VoucherVerdict.RIGHT);
  }

  @Test
  void what_was_interrupted_is_owed_as_it_verifies_on_the_same_connection() {
    lane.begin(0, GIB, new Arrivals(5000, 5000, 100));
    List<Span> left = lane.interrupted(new Arrivals(8000, 6000, 100), 1);
    PayerLane next = new PayerLane(Lanes.CHANNEL, kept(lane), 2);

    next.resume(left, new Arrivals(9000, 6500, 100));
    next.caughtUp(3400, D);
    next.arrived(new Arrivals(9000, 9000, 300), 3);

    assertThat(next.counted()).isEqualTo(3400);
    assertThat(next.owed()).isEqualTo(3200);
    assertThat(next.unvouchered()).isEqualTo(3200);
    assertThat(next.wantsVerdictsFrom()).isEmpty();
  }

  @Test
  void what_a_seller_says_it_sent_meanwhile_counts_only_as_far_as_it_came_and_may_have() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    List<Span> left = lane.interrupted(new Arrivals(3000, 0, 0), 1);
    PayerLane bounded = new PayerLane(Lanes.CHANNEL, kept(lane), 2);
    PayerLane next = new PayerLane(Lanes.CHANNEL, kept(lane), 2);

    bounded.resume(left, new Arrivals(90_000, 0, 0));
    bounded.caughtUp(80_000, D);
    next.resume(left, new Arrivals(3500, 0, 0));
    next.caughtUp(80_000, D);
    next.caughtUp(80_000, D);

    assertThat(bounded.counted()).isEqualTo(3000 + D);
    assertThat(next.counted()).isEqualTo(3500);
  }

  @Test
  void a_lease_that_had_ended_does_not_grow_when_it_is_gone_on_with() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.end(new Arrivals(3000, 0, 0));
    List<Span> left = lane.interrupted(new Arrivals(4000, 0, 0), 1);
    PayerLane next = new PayerLane(Lanes.CHANNEL, kept(lane), 2);

    next.resume(left, new Arrivals(9000, 0, 0));
    next.caughtUp(8000, D);
    next.arrived(new Arrivals(9000, 9000, 0), 3);

    assertThat(next.counted()).isEqualTo(3000);
    assertThat(next.owed()).isEqualTo(3000);
    assertThat(next.rests()).isFalse();
  }

  private static Lane kept(PayerLane lane) {
    return new Lane(lane.torrent(), lane.newest(), 0, lane.progress());
  }

  @Test
  void what_had_no_verdict_when_the_connection_went_is_owed_once_all_has_verified() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.disconnected(new Arrivals(3000, 1000, 0), 1);
    assertThat(lane.owed()).isEqualTo(1000);

    lane.allVerified(2);
    lane.allVerified(3);

    assertThat(lane.owed()).isEqualTo(3000);
  }

  @Test
  void it_goes_on_where_it_was_on_the_next_connection() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.disconnected(new Arrivals(3000, 3000, 0), 1);

    lane.begin(3000, GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(500, 500, 0), 2);

    assertThat(lane.counted()).isEqualTo(3500);
    assertThat(lane.owed()).isEqualTo(3500);
  }

  @Test
  void a_seller_that_lost_count_is_not_paid_for_what_it_forgot() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.disconnected(new Arrivals(3000, 3000, 0), 1);

    lane.sellerBilled(2000);

    assertThat(lane.owed()).isEqualTo(2000);
    assertThat(lane.counted()).isEqualTo(2000);
  }

  @Test
  void bytes_lost_on_the_way_keep_both_ends_prices_in_step() {
    PayeeLane seller = PayeeLane.fresh(Lanes.TORRENT, UNIT);
    lane.begin(seller.begin(GIB), GIB, new Arrivals(0, 0, 0));
    seller.grant(5000);
    seller.billedTo(5000);
    seller.end();
    lane.disconnected(new Arrivals(4000, 4000, 0), 1);

    long from = seller.begin(9 * GIB);
    assertThat(lane.mayBegin(from, D)).isTrue();
    lane.begin(from, 9 * GIB, new Arrivals(0, 0, 0));
    seller.grant(90_000);
    seller.billedTo(seller.granted());
    lane.arrived(new Arrivals(seller.billed() - 5000, seller.billed() - 5000, 0), 2);
    VoucherOrder order = lane.order(UNIT, D, 2).orElseThrow();

    assertThat(seller.verdict(voucher(1, order.amount(), order.bytes()).voucher(), 0, 1L << 60))
        .isEqualTo(VoucherVerdict.RIGHT);
    seller.accept(voucher(1, order.amount(), order.bytes()), 0);
    assertThat(seller.outstanding()).isEqualTo(1000);
  }

  @Test
  void a_seller_that_starts_a_price_far_ahead_or_in_the_past_is_refused() {
    lane.issued(voucher(1, 500, 500));

    assertThat(lane.mayBegin(499, D)).isFalse();
    assertThat(lane.mayBegin(500, D)).isTrue();
    assertThat(lane.mayBegin(D, D)).isTrue();
    assertThat(lane.mayBegin(D + 1, D)).isFalse();
    assertThat(lane.mayBegin(Long.MAX_VALUE, D)).isFalse();
  }

  @Test
  void a_seller_that_inflates_its_count_is_found_out() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(100_000, 0, 0), 1);

    assertThat(lane.inflated(100_000 + 2000 + D, D)).isFalse();
    assertThat(lane.inflated(100_000 + 2000 + D + 1, D)).isTrue();
  }

  @Test
  void receipts_tell_who_leads_and_who_lags() {
    lane.issued(voucher(3, 500, 500));

    assertThat(lane.compare(Optional.of(voucher(3, 500, 500)), 700))
        .isEqualTo(PayerLane.Agreement.EVEN);
    assertThat(lane.compare(Optional.of(voucher(2, 400, 400)), 700))
        .isEqualTo(PayerLane.Agreement.WE_LEAD);
    assertThat(lane.compare(Optional.empty(), 0)).isEqualTo(PayerLane.Agreement.WE_LEAD);
    assertThat(lane.compare(Optional.of(voucher(4, 600, 600)), 700))
        .isEqualTo(PayerLane.Agreement.WE_LAG);
    assertThat(lane.compare(Optional.of(voucher(4, 400, 600)), 700))
        .isEqualTo(PayerLane.Agreement.FALSE);
    assertThat(lane.compare(Optional.of(voucher(4, 600, 400)), 700))
        .isEqualTo(PayerLane.Agreement.FALSE);
    assertThat(lane.compare(Optional.of(voucher(3, 501, 501)), 700))
        .isEqualTo(PayerLane.Agreement.FALSE);
    assertThat(lane.compare(Optional.of(voucher(3, 500, 500)), 499))
        .isEqualTo(PayerLane.Agreement.FALSE);
  }

  @Test
  void a_voucher_that_was_lost_is_adopted_and_never_paid_again() {
    lane.adopt(voucher(7, 5000, 5000));

    assertThat(lane.order(UNIT, D, 100 * SECOND)).isEmpty();
    assertThat(lane.counted()).isEqualTo(5000);
    lane.begin(5000, GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(1000, 1000, 0), 100 * SECOND);
    assertThat(lane.order(UNIT, D, 100 * SECOND).map(VoucherOrder::amount)).contains(6000L);
  }

  @Test
  void what_is_owed_and_its_prices_survive_a_restart() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.arrived(new Arrivals(700, 700, 0), 1);
    lane.begin(900, 2 * GIB, new Arrivals(700, 700, 0));

    PayerLane again =
        new PayerLane(
            Lanes.CHANNEL, new Lane(Lanes.TORRENT, Optional.empty(), 0, lane.progress()), 0);
    again.begin(900, 2 * GIB, new Arrivals(0, 0, 0));
    again.arrived(new Arrivals(300, 300, 0), 1);

    assertThat(again.order(UNIT, D, 2 * SECOND).map(VoucherOrder::amount)).contains(900L + 2 * 100);
  }

  @Test
  void what_was_undecided_when_a_piece_failed_is_not_owed() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.disconnected(new Arrivals(300, 100, 0), 0);

    lane.pendingFailed();
    lane.allVerified(0);

    assertThat(lane.owed()).isEqualTo(100);
    assertThat(lane.pends()).isFalse();
  }

  @Test
  void both_ends_find_out_that_a_price_was_lost_before_another_begins() {
    lane.begin(0, GIB, new Arrivals(0, 0, 0));
    lane.begin(100, 2 * GIB, new Arrivals(50, 50, 0));

    assertThat(lane.agreesOn(150, 200)).isTrue();
    assertThat(lane.agreesOn(150, 150)).isFalse();
  }
}
