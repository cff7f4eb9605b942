package io.quoin.incentive.btt.channel;

import static io.quoin.incentive.btt.channel.Lanes.GIB;
import static io.quoin.incentive.btt.channel.Lanes.KIB;
import static io.quoin.incentive.btt.channel.Lanes.MIB;
import static io.quoin.incentive.btt.channel.Lanes.voucher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a seller lets out, and which vouchers it takes. A base unit a byte, unless it is said. */
class PayeeLaneTest {
  private static final long UNIT = MIB;
  private static final long D = 2 * UNIT + 256 * KIB;
  private static final long ANY = Long.MAX_VALUE;

  private final PayeeLane lane = PayeeLane.fresh(Lanes.TORRENT, UNIT);

  private VoucherVerdict verdict(long sequence, long amount, long bytes) {
    Voucher asked = voucher(sequence, amount, bytes).voucher();
    return lane.verdict(asked, 0, ANY);
  }

  private void deliverAll() {
    lane.billedTo(lane.granted());
  }

  @Test
  void no_more_than_d_is_let_out_without_a_voucher_to_the_byte() {
    lane.begin(GIB);

    lane.grant(ANY);
    assertThat(lane.granted()).isEqualTo(D);
    deliverAll();
    lane.grant(ANY);

    assertThat(lane.granted()).isEqualTo(D);
    assertThat(lane.outstanding()).isEqualTo(D);
  }

  @Test
  void d_doubles_with_each_voucher_up_to_its_end() {
    lane.begin(GIB);
    long sequence = 0;
    for (long expected = 2 * D; expected <= 16 * MIB; expected *= 2) {
      lane.grant(ANY);
      deliverAll();
      lane.accept(voucher(++sequence, lane.billed(), lane.billed()), 0);
      assertThat(lane.pacing().limit()).isEqualTo(expected);
    }
    lane.grant(ANY);
    deliverAll();
    lane.accept(voucher(++sequence, lane.billed(), lane.billed()), 0);

    assertThat(lane.pacing().limit()).isEqualTo(16 * MIB);
  }

  @Test
  void no_more_than_the_credit_is_let_out_to_the_base_unit() {
    lane.begin(3 * GIB);

    lane.grant(1000);

    assertThat(lane.granted()).isEqualTo(333);
    assertThat(lane.exposure()).isEqualTo(999);
  }

  @Test
  void without_credit_nothing_is_let_out() {
    lane.begin(GIB);

    lane.grant(0);

    assertThat(lane.granted()).isZero();
  }

  @Test
  void a_right_voucher_is_for_delivered_bytes_at_their_price() {
    lane.begin(GIB);
    lane.grant(ANY);
    lane.billedTo(1000);

    assertThat(verdict(1, 1000, 1000)).isEqualTo(VoucherVerdict.RIGHT);
    assertThat(verdict(7, 1, 1)).isEqualTo(VoucherVerdict.RIGHT);
    assertThat(verdict(1, 1001, 1001)).isEqualTo(VoucherVerdict.NOT_DELIVERED);
    assertThat(verdict(1, 999, 1000)).isEqualTo(VoucherVerdict.WRONG_AMOUNT);
    assertThat(verdict(1, 1001, 1000)).isEqualTo(VoucherVerdict.WRONG_AMOUNT);
    assertThat(lane.verdict(voucher(1, 1000, 1000).voucher(), 1, 1000))
        .isEqualTo(VoucherVerdict.OVER_CAPACITY);
    assertThat(lane.verdict(voucher(1, 1000, 1000).voucher(), 0, 1000))
        .isEqualTo(VoucherVerdict.RIGHT);
    assertThat(lane.verdict(voucher(1, 1000, 1000).voucher(), ANY, ANY))
        .isEqualTo(VoucherVerdict.OVER_CAPACITY);
  }

  @Test
  void replayed_older_and_contradicting_vouchers_change_nothing() {
    lane.begin(GIB);
    lane.grant(ANY);
    lane.billedTo(1000);
    lane.accept(voucher(5, 600, 600), 0);

    assertThat(verdict(5, 600, 600)).isEqualTo(VoucherVerdict.SAME);
    assertThat(verdict(5, 700, 700)).isEqualTo(VoucherVerdict.CONTRADICTION);
    assertThat(verdict(4, 900, 900)).isEqualTo(VoucherVerdict.OLDER);
    assertThat(verdict(6, 600, 600)).isEqualTo(VoucherVerdict.NOT_MORE);
    assertThat(verdict(6, 500, 500)).isEqualTo(VoucherVerdict.NOT_MORE);
    assertThat(lane.amount()).isEqualTo(600);
  }

  @Test
  void an_amount_may_stay_the_same_where_the_price_is_small() {
    lane.begin(1);
    lane.grant(ANY);
    lane.billedTo(1000);
    lane.accept(voucher(1, 1, 10), 0);

    assertThat(verdict(2, 1, 20)).isEqualTo(VoucherVerdict.RIGHT);
  }

  @Test
  void what_is_granted_goes_at_the_price_that_it_was_granted_at() {
    lane.begin(GIB);
    lane.grant(100);
    lane.billedTo(40);

    long from = lane.begin(5 * GIB);
    lane.grant(50);
    deliverAll();

    assertThat(from).isEqualTo(100);
    assertThat(lane.granted()).isEqualTo(110);
    assertThat(verdict(1, 100 + 5 * 10, 110)).isEqualTo(VoucherVerdict.RIGHT);
  }

  @Test
  void what_was_granted_and_not_delivered_is_taken_back_with_the_lease() {
    lane.begin(GIB);
    lane.grant(ANY);
    lane.billedTo(40);

    lane.end();

    assertThat(lane.exposure()).isEqualTo(40);
    assertThat(lane.begin(2 * GIB)).isEqualTo(40);
  }

  @Test
  void forgiven_bytes_make_room_and_may_still_be_vouched_for() {
    lane.begin(GIB);
    lane.grant(ANY);
    deliverAll();

    lane.forgive(MIB);
    lane.grant(ANY);

    assertThat(lane.granted()).isEqualTo(D + MIB);
    assertThat(verdict(1, D, D)).isEqualTo(VoucherVerdict.RIGHT);
    lane.accept(voucher(1, D, D), 0);
    assertThat(lane.outstanding()).isZero();
    assertThatThrownBy(() -> lane.forgive(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lost_bytes_stay_behind_however_much_is_vouched_for_after_them() {
    lane.begin(GIB);
    lane.grant(ANY);
    deliverAll();
    lane.forgive(MIB);
    for (int i = 1; i <= 5; i++) {
      lane.grant(ANY);
      deliverAll();
      long good = lane.billed() - MIB;
      lane.accept(voucher(i, good, good), 0);
      assertThat(lane.outstanding()).as("after voucher " + i).isZero();
    }
  }

  @Test
  void what_two_vouchers_pass_over_is_left_behind() {
    lane.begin(GIB);
    lane.grant(ANY);
    deliverAll();
    long lost = 256 * KIB;
    lane.accept(voucher(1, D - lost, D - lost), 0);
    assertThat(lane.leftBehind()).as("it may be under way").isZero();
    lane.grant(ANY);
    deliverAll();
    long more = lane.billed() - lost;
    lane.accept(voucher(2, more, more), 0);
    lane.grant(ANY);
    deliverAll();
    lane.accept(voucher(3, more + 1, more + 1), 0);

    assertThat(lane.leftBehind()).isEqualTo(lost - 1);
  }

  @Test
  void billed_and_unvouched_bytes_survive_a_restart() {
    lane.begin(GIB);
    lane.grant(ANY);
    lane.billedTo(1000);
    lane.accept(voucher(1, 300, 300), 0);

    PayeeLane again =
        new PayeeLane(new Lane(Lanes.TORRENT, lane.newest(), 0, lane.progress()), UNIT);

    assertThat(again.outstanding()).isEqualTo(700);
    assertThat(again.exposure()).isEqualTo(700);
    assertThat(again.verdict(voucher(2, 1000, 1000).voucher(), 0, ANY))
        .isEqualTo(VoucherVerdict.RIGHT);
  }

  @Test
  void a_restart_without_progress_goes_on_after_the_newest_voucher() {
    PayeeLane again =
        new PayeeLane(
            new Lane(Lanes.TORRENT, Optional.of(voucher(9, 500, 400)), 0, LaneProgress.NONE), UNIT);

    assertThat(again.billed()).isEqualTo(400);
    assertThat(again.outstanding()).isZero();
  }

  private static PayeeLane restarted(LaneProgress progress, SignedVoucher newest) {
    return new PayeeLane(new Lane(Lanes.TORRENT, Optional.of(newest), 0, progress), UNIT);
  }

  @Test
  void a_price_that_was_lost_in_a_crash_is_no_price_for_what_comes_after_its_voucher() {
    // Noted at byte 100; then the price doubled at byte 200, and the voucher covers that.
    LaneProgress old = new LaneProgress(100, 0, 0, List.of(new LeasePrice(0, GIB)));

    PayeeLane again = restarted(old, voucher(3, 600, 400));

    assertThat(again.billed()).isEqualTo(400);
    assertThat(again.begin(GIB)).isEqualTo(400);
    assertThat(again.dueBefore()).isEqualTo(600);
    again.grant(ANY);
    again.billedTo(500);
    assertThat(again.verdict(voucher(4, 700, 500).voucher(), 0, ANY))
        .isEqualTo(VoucherVerdict.RIGHT);
  }

  @Test
  void after_a_crash_a_payer_may_say_what_it_was_sent_until_a_lease_begins() {
    LaneProgress old = new LaneProgress(100, 0, 0, List.of(new LeasePrice(0, GIB)));
    PayeeLane again = restarted(old, voucher(3, 50, 50));

    assertThat(again.mayLag()).isTrue();
    assertThat(again.verdict(voucher(4, 900, 900).voucher(), 0, ANY))
        .isEqualTo(VoucherVerdict.RIGHT);
    assertThat(again.verdict(voucher(4, 49, 900).voucher(), 0, ANY))
        .as("it pays no less")
        .isEqualTo(VoucherVerdict.NOT_DELIVERED);
    assertThat(again.verdict(voucher(4, 900, 101 + 16 * MIB).voucher(), 0, ANY))
        .as("no more than may have been under way")
        .isEqualTo(VoucherVerdict.NOT_DELIVERED);
    again.begin(GIB);
    assertThat(again.verdict(voucher(4, 900, 900).voucher(), 0, ANY))
        .isEqualTo(VoucherVerdict.NOT_DELIVERED);
  }

  @Test
  void what_a_payer_said_it_was_sent_is_where_counting_goes_on() {
    PayeeLane again = restarted(LaneProgress.NONE, voucher(3, 50, 50));

    again.accept(voucher(4, 55, 900), 0);
    again.begin(GIB);
    again.grant(100);

    assertThat(again.outstanding()).isZero();
    assertThat(again.billed()).isEqualTo(900);
    assertThat(again.granted()).as("nothing is free").isEqualTo(1000);
    assertThat(again.exposure()).isEqualTo(100);
  }

  @Test
  void a_lane_that_is_new_takes_no_voucher_for_what_was_not_delivered() {
    assertThat(verdict(1, 10, 10)).isEqualTo(VoucherVerdict.NOT_DELIVERED);
    assertThat(lane.mayLag()).isFalse();
  }

  @Test
  void no_more_is_let_out_ahead_than_goes_out_until_we_hear_of_it() {
    lane.begin(GIB);
    for (int i = 1; i <= 6; i++) {
      lane.grant(ANY);
      deliverAll();
      lane.accept(voucher(i, lane.billed(), lane.billed()), 0);
    }
    lane.end();
    lane.begin(GIB);

    lane.grant(ANY);
    long slow = lane.granted() - lane.billed();
    lane.billedTo(lane.billed() + D / 2);
    lane.grant(ANY);
    long stillSlow = lane.granted() - lane.billed();
    deliverAll();
    lane.grant(ANY);

    assertThat(lane.pacing().limit()).isEqualTo(16 * MIB);
    assertThat(slow).isEqualTo(D);
    assertThat(stillSlow).isEqualTo(D);
    assertThat(lane.granted() - lane.billed()).as("it has used up all").isEqualTo(2 * D);
  }
}
