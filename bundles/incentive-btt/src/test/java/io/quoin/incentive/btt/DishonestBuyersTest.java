package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.BLOCK;
import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static io.quoin.incentive.btt.Bench.TORRENT;
import static io.quoin.incentive.btt.Buyers.bid;
import static io.quoin.incentive.btt.Buyers.channel;
import static io.quoin.incentive.btt.Buyers.lastRefusal;
import static io.quoin.incentive.btt.Buyers.now;
import static io.quoin.incentive.btt.Buyers.price;
import static io.quoin.incentive.btt.Buyers.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.incentive.UploadClass;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import io.quoin.incentive.btt.wire.RejectCode;
import io.quoin.testbed.money.StandInWallet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seller among buyers that try everything; what they get without paying is bounded. */
class DishonestBuyersTest {
  private static final long D = 2 * PIECE + 256 * 1024;

  private final Bench bench = new Bench(Settings.of(true, false), true);

  private BttMessage.Open open(Bench.Remote buyer, Digest session, StandInWallet signs) {
    return Buyers.open(bench, buyer, session, signs, Buyers.NONCE);
  }

  private Bench.Remote buyer(int address) {
    return Buyers.buyer(bench, address);
  }

  private Bench.Remote bidder(int address) {
    return Buyers.bidder(bench, address);
  }

  private Bench.Remote leased(int address) {
    return Buyers.leased(bench, address);
  }

  private void pay(Bench.Remote buyer, long sequence) {
    Buyers.pay(bench, buyer, sequence);
  }

  private long earned(Bench.Remote from) {
    return bench.own.answer(bench.own.journal.payer(from.address())).vouchered();
  }

  @Test
  void one_that_pays_is_served_for_as_long_as_it_does() {
    Bench.Remote buyer = leased(2);

    for (int i = 1; i <= 8; i++) {
      pay(buyer, i);
    }

    assertThat(buyer.sentPaid).isGreaterThan(16L * MIB);
    assertThat(earned(buyer)).isEqualTo(LeasePrice.due(before(buyer), price(buyer)));
    assertThat(buyer.share.orElseThrow().uploadClass()).isEqualTo(UploadClass.PAID);
  }

  private long before(Bench.Remote buyer) {
    return bench.own.answer(bench.own.journal.channels(buyer.address())).stream()
        .flatMap(c -> c.lanes().stream())
        .mapToLong(lane -> lane.newest().orElseThrow().voucher().bytes())
        .sum();
  }

  @Test
  void one_that_never_pays_gets_d_once_and_then_waits_ever_longer() {
    Bench.Remote buyer = leased(2);

    bench.run(15);
    assertThat(buyer.sentPaid).isEqualTo(D / BLOCK * BLOCK);
    assertThat(lastRefusal(buyer)).isEqualTo(RefusalReason.HELD);
    assertThat(buyer.heard(BttMessage.Problem.class))
        .extracting(BttMessage.Problem::code)
        .contains(ProblemCode.HELD);
    bench.run(600);

    assertThat(buyer.sentPaid).as("with all that is ever forgiven").isLessThanOrEqualTo(D + MIB);
    assertThat(earned(buyer)).isZero();
  }

  @Test
  void one_that_pays_late_keeps_its_debt_and_loses_its_turn() {
    Bench.Remote buyer = leased(2);
    bench.run(15);

    pay(buyer, 1);

    assertThat(earned(buyer)).isEqualTo(LeasePrice.due(buyer.sentPaid, price(buyer)));
    assertThat(buyer.share.map(s -> s.uploadClass() == UploadClass.PAID).orElse(false)).isFalse();
    bench.run(40);
    assertThat(buyer.sentPaid).as("it is served again").isGreaterThan(D);
  }

  @Test
  void replayed_vouchers_change_nothing() {
    Bench.Remote buyer = leased(2);
    bench.run(1);
    BttMessage.Promise first = promise(buyer, 1, LeasePrice.due(BLOCK, price(buyer)), BLOCK);
    buyer.say(first);
    bench.run(0.3);
    pay(buyer, 2);
    long earned = earned(buyer);
    int receipts = buyer.heard(BttMessage.Receipt.class).size();

    buyer.say(first);
    buyer.say(first);
    bench.run(1);

    assertThat(earned(buyer)).isEqualTo(earned);
    assertThat(buyer.heard(BttMessage.Receipt.class).size()).isEqualTo(receipts + 2);
    assertThat(buyer.last(BttMessage.Receipt.class).newest().orElseThrow().voucher().sequence())
        .isEqualTo(2);
  }

  @Test
  void a_forged_voucher_ends_the_lease_and_three_of_them_the_extension() {
    Bench.Remote buyer = leased(2);
    StandInWallet other = new StandInWallet(StandInWallet.address(99));
    for (int i = 1; i <= 3; i++) {
      Voucher voucher =
          new Voucher(channel(buyer), TORRENT, i, LeasePrice.due(BLOCK, price(buyer)), BLOCK);
      Signature forged = now(other.sign(buyer.bytes().voucher(voucher)));
      buyer.say(new BttMessage.Promise(new SignedVoucher(voucher, forged)));
      bench.run(0.3);
    }
    assertThat(lastRefusal(buyer)).isEqualTo(RefusalReason.BAD_VOUCHER);
    int heard = buyer.heard.size();

    pay(buyer, 9);
    buyer.disconnect();
    Bench.Remote again = buyer(2);
    again.say(open(again, again.session(), again.wallet));
    bench.run(1);

    assertThat(earned(buyer)).isZero();
    assertThat(buyer.heard).hasSize(heard);
    assertThat(again.heard(BttMessage.Ask.class)).as("it comes from elsewhere").isNotEmpty();
  }

  @Test
  void wrong_amounts_are_no_vouchers_and_cost_the_lease() {
    int address = 10;
    for (long[] wrong : new long[][] {{-1, 0}, {1, 0}, {0, BLOCK}, {1_000_000_000_000L, 0}}) {
      Bench.Remote buyer = leased(address++);
      long bytes = buyer.sentPaid + wrong[1];
      buyer.say(
          promise(buyer, 1, Math.max(0, LeasePrice.due(bytes, price(buyer)) + wrong[0]), bytes));
      bench.run(0.3);

      assertThat(earned(buyer)).isZero();
      assertThat(lastRefusal(buyer)).isEqualTo(RefusalReason.BAD_VOUCHER);
      buyer.disconnect();
    }
  }

  @Test
  void one_that_reconnects_for_free_data_gets_no_more_than_what_is_ever_forgiven() {
    long taken = 0;
    for (int i = 0; i < 12; i++) {
      Bench.Remote buyer = bidder(2);
      buyer.wants = 1L << 40;
      bench.run(60);
      taken += buyer.sentPaid;
      buyer.disconnect();
    }

    assertThat(taken).isGreaterThanOrEqualTo(D / BLOCK * BLOCK).isLessThanOrEqualTo(D + MIB);
  }

  @Test
  void one_that_bids_and_never_asks_for_anything_loses_its_lease() {
    Bench.Remote buyer = bidder(2);

    bench.run(16);

    assertThat(buyer.heard(BttMessage.Accepted.class)).hasSize(1);
    assertThat(lastRefusal(buyer)).isEqualTo(RefusalReason.IDLE);
    assertThat(buyer.sentPaid).isZero();
  }

  @Test
  void an_open_that_was_signed_for_another_connection_is_refused() {
    Bench.Remote victim = buyer(2);
    Bench.Remote relay = buyer(3);
    BttMessage.Open stolen = open(victim, victim.session(), victim.wallet);

    relay.say(stolen);
    bench.run(1);

    assertThat(relay.last(BttMessage.Rejected.class).code()).isEqualTo(RejectCode.SIGNER);
    assertThat(relay.heard(BttMessage.Ack.class)).isEmpty();
  }

  @Test
  void an_open_that_another_key_signed_is_refused() {
    Bench.Remote forger = buyer(3);

    forger.say(open(forger, forger.session(), new StandInWallet(StandInWallet.address(2))));
    bench.run(1);

    assertThat(forger.last(BttMessage.Rejected.class).code()).isEqualTo(RejectCode.SIGNER);
    assertThat(forger.heard(BttMessage.Ack.class)).isEmpty();
  }

  @Test
  void a_signer_that_may_not_spend_for_the_payer_is_refused() {
    Bench.Remote forger = buyer(3);
    BttMessage.Open own = open(forger, forger.session(), forger.wallet);
    BttMessage.Open unsigned = ofPayer(StandInWallet.address(2), own, own.signature());

    forger.say(
        ofPayer(
            StandInWallet.address(2),
            own,
            now(forger.wallet.sign(forger.bytes().open(forger.session(), unsigned)))));
    bench.run(1);

    assertThat(forger.last(BttMessage.Rejected.class).code()).isEqualTo(RejectCode.SIGNER);
    assertThat(forger.heard(BttMessage.Ack.class)).isEmpty();
  }

  private static BttMessage.Open ofPayer(Address payer, BttMessage.Open open, Signature signed) {
    return new BttMessage.Open(
        payer, open.signer(), open.nonce(), open.mode(), open.capacity(), open.expiry(), signed);
  }

  @Test
  void we_do_not_pay_ourselves() {
    Bench.Remote self = buyer(1);

    self.say(open(self, self.session(), self.wallet));
    bench.run(1);

    assertThat(self.last(BttMessage.Rejected.class).code()).isEqualTo(RejectCode.SELF);
  }

  @Test
  void messages_out_of_order_are_one_fault_each_and_three_end_it() {
    Bench.Remote buyer = buyer(2);
    bench.run(10);

    bid(buyer);
    assertThat(buyer.heard(BttMessage.Problem.class))
        .extracting(BttMessage.Problem::code)
        .containsExactly(ProblemCode.OUT_OF_ORDER);
    buyer.say(new BttMessage.Ask(1, 1, 1));
    buyer.sayBytes(ByteBuffer.wrap("d1:ti2ee".getBytes(StandardCharsets.US_ASCII)));
    int heard = buyer.heard.size();
    buyer.say(open(buyer, buyer.session(), buyer.wallet));
    bench.run(30);

    assertThat(buyer.heard).hasSize(heard);
  }

  @Test
  void what_may_belong_to_the_session_before_is_no_fault() {
    Bench.Remote buyer = buyer(2);

    for (int i = 0; i < 5; i++) {
      bid(buyer);
    }
    buyer.say(open(buyer, buyer.session(), buyer.wallet));
    bench.run(1);

    assertThat(buyer.heard(BttMessage.Problem.class)).isEmpty();
    assertThat(buyer.heard(BttMessage.Ack.class)).hasSize(1);
  }

  @Test
  void an_unknown_type_is_told_once_and_an_error_is_never_answered() {
    Bench.Remote buyer = buyer(2);
    int before = buyer.heard.size();

    for (int i = 0; i < 5; i++) {
      buyer.sayBytes(ByteBuffer.wrap("d1:ti99ee".getBytes(StandardCharsets.US_ASCII)));
      buyer.say(new BttMessage.Problem(ProblemCode.OTHER, 1));
    }

    assertThat(buyer.heard).hasSize(before + 1);
  }

  @Test
  void a_settlement_that_never_happened_is_not_believed() {
    Bench.Remote buyer = leased(2);
    bench.run(1);
    pay(buyer, 1);

    buyer.say(
        new BttMessage.Settled(
            new TransferId(Digest.ofHex("55".repeat(32))),
            1,
            List.of(new LaneSettlement(channel(buyer), TORRENT, 1))));
    bench.run(60);

    assertThat(bench.own.answer(bench.own.journal.payer(buyer.address())).settled()).isZero();
  }
}
