package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static io.quoin.incentive.btt.Buyers.now;
import static io.quoin.incentive.btt.Sellers.D;
import static io.quoin.incentive.btt.Sellers.accepted;
import static io.quoin.incentive.btt.Sellers.bid;
import static io.quoin.incentive.btt.Sellers.channel;
import static io.quoin.incentive.btt.Sellers.promised;
import static io.quoin.incentive.btt.Sellers.receipt;
import static io.quoin.incentive.btt.Sellers.shows;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A buyer among sellers that try everything; it never pays for what it did not get. */
class DishonestSellersTest {
  private final Bench bench = new Bench(Settings.of(false, true), false);

  private Bench.Remote seller(int address) {
    return Sellers.seller(bench, address);
  }

  private Bench.Remote agreed(int address) {
    return Sellers.agreed(bench, address);
  }

  private Bench.Remote leased(int address) {
    return Sellers.leased(bench, address);
  }

  private int faults(Bench.Remote seller) {
    return seller.heard(BttMessage.Problem.class).size();
  }

  @Test
  void an_honest_one_is_paid_for_what_has_verified() {
    Bench.Remote seller = leased(2);

    seller.delivers(4 * PIECE, PIECE / 2);
    bench.run(3);

    assertThat(promised(seller)).isEqualTo(4 * PIECE - PIECE / 2);
    assertThat(seller.share.orElseThrow().wholePieces()).isTrue();
    seller.delivers(0, 0);
    bench.run(3);
    assertThat(promised(seller)).isEqualTo(4 * PIECE);
  }

  @Test
  void one_that_takes_the_lease_and_chokes_gets_nothing() {
    Bench.Remote seller = leased(2);

    bench.run(100);

    assertThat(seller.heard(BttMessage.Promise.class)).isEmpty();
  }

  @Test
  void one_that_sends_garbage_is_not_paid_for_it() {
    Bench.Remote seller = leased(2);

    seller.failed = 3 * PIECE;
    seller.delivers(4 * PIECE, 0);
    bench.run(5);

    assertThat(promised(seller)).isEqualTo(PIECE);
  }

  @Test
  void what_came_before_the_lease_and_after_it_is_free() {
    Bench.Remote seller = agreed(2);
    seller.delivers(MIB, 0);
    seller.say(accepted(seller, Settings.TOKEN, 0, 0));
    seller.delivers(PIECE, 0);
    bench.run(0.3);
    seller.say(new BttMessage.Refused(bid(seller).sequence(), RefusalReason.OVER));
    seller.delivers(MIB, 0);
    bench.run(5);

    assertThat(promised(seller)).isEqualTo(PIECE);
  }

  @Test
  void a_price_above_the_limit_is_a_fault_and_nothing_is_paid() {
    Bench.Remote seller = agreed(2);

    seller.say(accepted(seller, bid(seller).limit() + 1, 0, 0));
    seller.delivers(4 * PIECE, 0);
    bench.run(5);

    assertThat(faults(seller)).isEqualTo(1);
    assertThat(seller.heard(BttMessage.Promise.class)).isEmpty();
  }

  @Test
  void a_price_that_is_raised_within_a_lease_holds_only_up_to_the_limit() {
    Bench.Remote seller = leased(2);
    seller.delivers(PIECE, 0);
    bench.run(3);

    long due = LeasePrice.due(PIECE, Settings.TOKEN);
    seller.say(accepted(seller, bid(seller).limit() + 1, PIECE, due));
    seller.delivers(PIECE, 0);
    bench.run(3);

    assertThat(faults(seller)).isEqualTo(1);
    BttMessage.Promise newest = seller.last(BttMessage.Promise.class);
    assertThat(newest.signed().voucher().amount())
        .isLessThanOrEqualTo(LeasePrice.due(newest.signed().voucher().bytes(), Settings.TOKEN));
  }

  @Test
  void one_that_inflates_its_count_is_left_and_not_paid_more() {
    Bench.Remote seller = leased(2);
    seller.delivers(4 * PIECE, 0);
    bench.run(3);

    seller.say(receipt(seller, 4 * PIECE + 100L * MIB));
    bench.run(1);

    assertThat(bid(seller).bytes()).as("the bid is withdrawn").isZero();
    assertThat(promised(seller)).isEqualTo(4 * PIECE);
  }

  @Test
  void one_that_starts_a_price_far_ahead_is_not_leased_from() {
    Bench.Remote seller = agreed(2);

    seller.say(accepted(seller, Settings.TOKEN, 1L << 40, 0));
    seller.delivers(4 * PIECE, 0);
    bench.run(5);

    assertThat(seller.heard(BttMessage.Promise.class)).isEmpty();
  }

  @Test
  void an_ack_that_is_not_the_payees_is_refused() {
    Bench.Remote seller = seller(2);
    Signature wrong =
        now(
            bench.own.wallet.sign(
                seller.bytes().ack(seller.session(), channel(seller), seller.address())));

    seller.say(new BttMessage.Ack(seller.address(), channel(seller), 1, D, wrong));
    bench.run(5);

    assertThat(seller.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.BAD_SIGNATURE);
    assertThat(seller.heard(BttMessage.Bid.class)).isEmpty();
  }

  @Test
  void a_receipt_with_a_voucher_that_we_never_signed_is_not_adopted() {
    Bench.Remote seller = agreed(2);
    Voucher made = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, MIB);
    Signature forged = now(seller.wallet.sign(seller.bytes().voucher(made)));

    seller.say(shows(made, forged));
    bench.run(2);

    assertThat(seller.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.BAD_SIGNATURE);
    assertThat(bench.own.answer(bench.own.journal.creditors())).isEmpty();
  }

  @Test
  void a_voucher_that_we_lost_is_adopted_and_its_debt_settled() {
    Bench.Remote seller = agreed(2);
    Voucher lost = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, MIB);
    Signature ours = now(bench.own.wallet.sign(seller.bytes().voucher(lost)));

    seller.say(shows(lost, ours));
    bench.run(2);

    assertThat(bench.own.answer(bench.own.journal.creditors()))
        .singleElement()
        .satisfies(account -> assertThat(account.debt()).isEqualTo(5 * Settings.TOKEN));
  }

  @Test
  void a_seller_above_our_limit_is_never_opened_with() {
    Bench.Remote seller = bench.remote(2, false, true);
    bench.run(1);

    seller.say(new BttMessage.Ask(2 * Settings.TOKEN + 1, 2, 3600));
    bench.run(30);

    assertThat(seller.heard).isEmpty();
  }

  @Test
  void bytes_that_others_had_sent_already_are_not_paid_for() {
    Bench.Remote seller = leased(2);

    seller.duplicate = 3 * PIECE;
    seller.delivers(4 * PIECE, 0);
    bench.run(5);

    assertThat(promised(seller)).isEqualTo(PIECE);
  }

  @Test
  void one_that_sends_garbage_and_goes_is_not_paid_when_others_have_made_it_good() {
    Bench.Remote seller = leased(2);
    seller.delivers(3 * PIECE, 2 * PIECE);
    bench.run(3);
    seller.disconnect();
    bench.policy.pieceFailed(TORRENT, 1, List.of(seller.peer));
    bench.complete = true;

    Bench.Remote again = bench.again(seller);
    bench.run(1);

    assertThat(promised(seller)).isEqualTo(PIECE);
    assertThat(bench.own.answer(bench.own.journal.creditors()))
        .singleElement()
        .satisfies(
            owed -> assertThat(owed.vouchered()).isEqualTo(LeasePrice.due(PIECE, Settings.TOKEN)));
    assertThat(again.heard(BttMessage.Promise.class)).isEmpty();
  }

  @Test
  void a_price_that_starts_where_the_lane_never_cost_so_much_begins_another_channel() {
    Bench.Remote seller = leased(2);
    seller.delivers(PIECE, 0);
    bench.run(3);
    ChannelId before = channel(seller);

    seller.say(accepted(seller, Settings.TOKEN, PIECE, 1_000_000));
    seller.delivers(4 * PIECE, 0);
    bench.run(40);

    assertThat(promised(seller)).isEqualTo(PIECE);
    assertThat(channel(seller)).isNotEqualTo(before);
    assertThat(bench.own.answer(bench.own.journal.channel(before)).orElseThrow().closed()).isTrue();
  }

  @Test
  void an_ack_that_was_signed_for_another_connection_is_refused() {
    Bench.Remote victim = seller(2);
    Bench.Remote relay = seller(3);

    relay.say(
        new BttMessage.Ack(
            victim.address(),
            relay
                .bytes()
                .channel(
                    bench.own.address(),
                    victim.address(),
                    bench.own.address(),
                    Instant.ofEpochSecond(relay.last(BttMessage.Open.class).expiry()),
                    relay.last(BttMessage.Open.class).nonce()),
            1,
            D,
            Sellers.ack(victim).signature()));
    bench.run(5);

    assertThat(relay.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.BAD_SIGNATURE);
    assertThat(relay.heard(BttMessage.Bid.class)).isEmpty();
  }

  @Test
  void one_that_asks_to_be_paid_again_and_again_is_paid_once_a_connection() {
    Bench.Remote seller = leased(2);
    for (int i = 0; i < 20; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      seller.say(new BttMessage.Close(channel(seller), TORRENT));
      bench.run(60);
    }

    assertThat(promised(seller)).isEqualTo(20 * PIECE);
    assertThat(bench.ledger.transfers()).isEqualTo(1);
  }

  @Test
  void one_that_goes_after_every_voucher_is_not_paid_by_as_many_transfers() {
    Bench.Remote seller = leased(2);
    for (int i = 0; i < 5; i++) {
      seller.delivers(PIECE, 0);
      bench.run(3);
      seller.disconnect();
      bench.run(70);
      seller = bench.again(seller);
      seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
      bench.run(1);
    }
    int before = bench.ledger.transfers();
    bench.run(Duration.ofHours(25));

    assertThat(before).isZero();
    assertThat(bench.ledger.transfers()).as("a day later").isEqualTo(1);
  }

  @Test
  void a_debt_waits_for_a_free_transfer_where_fees_are_not_allowed() {
    Bench stingy = new Bench(Settings.withoutFees(), false);
    Bench.Remote one = Sellers.leased(stingy, 2);
    one.delivers(PIECE, 0);
    stingy.run(3);
    stingy.freeTransfersAreUsedUp();
    stingy.run(120);

    one.say(new BttMessage.Close(channel(one), TORRENT));
    stingy.run(600);
    int before = stingy.ledger.transfers();
    stingy.run(86_400);

    assertThat(before).isEqualTo(100);
    assertThat(stingy.ledger.transfers()).isEqualTo(101);
    assertThat(stingy.ledger.fees()).isZero();
  }

  @Test
  void no_more_is_promised_than_the_budget_whatever_is_delivered() {
    long budget = LeasePrice.due(5L * PIECE, Settings.TOKEN);
    Bench poor =
        new Bench(
            Settings.of(false, true),
            false,
            new Budgets(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, budget),
            Duration.ZERO);
    Bench.Remote one = Sellers.leased(poor, 2);

    for (int i = 0; i < 40; i++) {
      one.delivers(PIECE / 4, 0);
      poor.run(1.5);
    }

    assertThat(poor.own.answer(poor.own.journal.creditors()))
        .singleElement()
        .satisfies(owed -> assertThat(owed.vouchered()).isPositive().isLessThanOrEqualTo(budget));
    assertThat(bid(one).bytes()).as("the bid is withdrawn").isZero();
  }

  @Test
  void of_receipts_with_vouchers_that_we_lost_one_is_looked_at_at_a_time() {
    Bench.Remote seller = agreed(2);
    Voucher lost = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, MIB);
    Signature ours = now(bench.own.wallet.sign(seller.bytes().voucher(lost)));

    for (int i = 0; i < 10; i++) {
      seller.say(shows(lost, ours));
    }
    bench.run(2);

    assertThat(faults(seller)).isZero();
    assertThat(bench.own.answer(bench.own.journal.channel(channel(seller))).orElseThrow().closed())
        .isFalse();
  }

  @Test
  void a_connection_is_kept_for_last_words_for_two_minutes_at_most() {
    Bench.Remote seller = leased(2);
    seller.delivers(PIECE, 0);
    bench.run(3);
    bench.complete = true;

    bench.run(15);
    boolean kept = seller.share.isPresent();
    bench.run(150);

    assertThat(kept).isTrue();
    assertThat(seller.share).isEmpty();
  }
}
