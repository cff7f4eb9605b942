package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Signature;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A buyer among sellers that try everything; it never pays for what it did not get. */
class DishonestSellersTest {
  private static final long D = 2 * PIECE + 256 * 1024;

  private final Bench bench = new Bench(Settings.of(false, true), false);

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** A seller that has told its price. */
  private Bench.Remote seller(int address) {
    Bench.Remote seller = bench.remote(address, false, true);
    bench.run(1);
    seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
    bench.run(1);
    return seller;
  }

  private ChannelId channel(Bench.Remote seller) {
    BttMessage.Open open = seller.last(BttMessage.Open.class);
    return seller
        .bytes()
        .channel(
            open.payer(),
            seller.address(),
            open.signer(),
            Instant.ofEpochSecond(open.expiry()),
            open.nonce());
  }

  private void ack(Bench.Remote seller) {
    Signature signature =
        now(
            seller.wallet.sign(
                seller.bytes().ack(seller.session(), channel(seller), seller.address())));
    seller.say(
        new BttMessage.Ack(seller.address(), channel(seller), 64 * Settings.TOKEN, D, signature));
    bench.run(1);
    receipt(seller, 0);
    bench.run(1);
  }

  private void receipt(Bench.Remote seller, long billed) {
    Optional<SignedVoucher> newest =
        seller.heard(BttMessage.Promise.class).stream()
            .reduce((first, second) -> second)
            .map(BttMessage.Promise::signed);
    seller.say(new BttMessage.Receipt(channel(seller), TORRENT, newest, billed));
  }

  private BttMessage.Bid bid(Bench.Remote seller) {
    return seller.last(BttMessage.Bid.class);
  }

  /** A seller that we lease from at its ask. */
  private Bench.Remote leased(int address) {
    Bench.Remote seller = seller(address);
    ack(seller);
    seller.say(new BttMessage.Accepted(bid(seller).sequence(), Settings.TOKEN, 30, 0, 0));
    bench.run(1);
    return seller;
  }

  private long promised(Bench.Remote seller) {
    return seller.heard(BttMessage.Promise.class).stream()
        .map(promise -> promise.signed().voucher())
        .mapToLong(Voucher::bytes)
        .max()
        .orElse(0);
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
    Bench.Remote seller = seller(2);
    ack(seller);
    seller.delivers(MIB, 0);
    seller.say(new BttMessage.Accepted(bid(seller).sequence(), Settings.TOKEN, 30, 0, 0));
    seller.delivers(PIECE, 0);
    bench.run(0.3);
    seller.say(new BttMessage.Refused(bid(seller).sequence(), RefusalReason.OVER));
    seller.delivers(MIB, 0);
    bench.run(5);

    assertThat(promised(seller)).isEqualTo(PIECE);
  }

  @Test
  void a_price_above_the_limit_is_a_fault_and_nothing_is_paid() {
    Bench.Remote seller = seller(2);
    ack(seller);

    seller.say(new BttMessage.Accepted(bid(seller).sequence(), bid(seller).limit() + 1, 30, 0, 0));
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
    seller.say(
        new BttMessage.Accepted(bid(seller).sequence(), bid(seller).limit() + 1, 30, PIECE, due));
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

    receipt(seller, 4 * PIECE + 100L * MIB);
    bench.run(1);

    assertThat(bid(seller).bytes()).as("the bid is withdrawn").isZero();
    assertThat(promised(seller)).isEqualTo(4 * PIECE);
  }

  @Test
  void one_that_starts_a_price_far_ahead_is_not_leased_from() {
    Bench.Remote seller = seller(2);
    ack(seller);

    seller.say(new BttMessage.Accepted(bid(seller).sequence(), Settings.TOKEN, 30, 1L << 40, 0));
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
    Bench.Remote seller = seller(2);
    ack(seller);
    Voucher made = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, MIB);
    Signature forged = now(seller.wallet.sign(seller.bytes().voucher(made)));

    seller.say(
        new BttMessage.Receipt(
            channel(seller), TORRENT, Optional.of(new SignedVoucher(made, forged)), MIB));
    bench.run(2);

    assertThat(seller.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.BAD_SIGNATURE);
    assertThat(bench.own.answer(bench.own.journal.creditors())).isEmpty();
  }

  @Test
  void a_voucher_that_we_lost_is_adopted_and_its_debt_settled() {
    Bench.Remote seller = seller(2);
    ack(seller);
    Voucher lost = new Voucher(channel(seller), TORRENT, 7, 5 * Settings.TOKEN, MIB);
    Signature ours = now(bench.own.wallet.sign(seller.bytes().voucher(lost)));

    seller.say(
        new BttMessage.Receipt(
            channel(seller), TORRENT, Optional.of(new SignedVoucher(lost, ours)), MIB));
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
}
