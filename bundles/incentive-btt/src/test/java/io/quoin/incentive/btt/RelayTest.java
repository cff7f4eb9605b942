package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LeasePrice;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.RejectCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Somebody between an honest buyer and an honest seller, who says to each what the other said. */
class RelayTest {
  private static final int RELAY = 9;
  private static final long U = price(3L * MIB);

  private final Bench buyer = new Bench(Settings.atOnePrice(false, true, Settings.CREDIT), false);
  private final Bench seller =
      buyer.other(
          5,
          Settings.atOnePrice(true, false, new CreditTerms(U, 1000 * U, CreditTerms.OVERDUE)),
          true);

  /** The relay as the buyer sees it, and as the seller does. */
  private final Bench.Remote asSeller = buyer.remote(RELAY, false, true);

  private final Bench.Remote asBuyer;

  private int toldSeller;
  private int toldBuyer;

  RelayTest() {
    // Its two connections have nothing in common.
    seller.silent(100);
    asBuyer = seller.remote(RELAY, true, false);
  }

  private static long price(long bytes) {
    return LeasePrice.due(bytes, Settings.TOKEN);
  }

  private void relay() {
    while (toldSeller < asSeller.heard.size()) {
      asBuyer.say(asSeller.heard.get(toldSeller++));
    }
    while (toldBuyer < asBuyer.heard.size()) {
      asSeller.say(asBuyer.heard.get(toldBuyer++));
    }
  }

  private void relayFor(double seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      relay();
      buyer.run(0.1);
    }
  }

  /** What the buyer pays in the end, which it does within a day. */
  private long paid() {
    buyer.run(Duration.ofHours(26));
    return Purse.GIVEN - buyer.ledger.finalBalance(buyer.own.address());
  }

  @Test
  void what_was_signed_on_one_connection_is_worth_nothing_on_the_other() {
    asBuyer.wants = 1L << 40;

    relayFor(60);

    assertThat(asSeller.heard(BttMessage.Open.class)).isNotEmpty();
    assertThat(asBuyer.last(BttMessage.Rejected.class).code()).isEqualTo(RejectCode.SIGNER);
    assertThat(asSeller.heard(BttMessage.Bid.class)).isEmpty();
    assertThat(asBuyer.heard(BttMessage.Ack.class)).isEmpty();
    assertThat(asBuyer.sentPaid).isZero();
    assertThat(paid()).isZero();
  }

  @Test
  void one_that_signs_for_itself_has_what_any_stranger_has_and_no_voucher_of_the_buyers() {
    tradesWithBoth();
    asBuyer.wants = 1L << 40;
    long passedOn = 0;
    for (int i = 0; i < 200; i++) {
      asSeller.delivers(asBuyer.sentPaid - passedOn, 0);
      passedOn = asBuyer.sentPaid;
      asSeller.heard(BttMessage.Promise.class).stream()
          .skip(toldSeller)
          .limit(1)
          .forEach(asBuyer::say);
      toldSeller = asSeller.heard(BttMessage.Promise.class).size();
      buyer.run(2);
    }

    assertThat(passedOn).as("it passed on all it was given").isGreaterThanOrEqualTo(3 * PIECE);
    assertThat(paid()).as("of the buyer").isEqualTo(price(passedOn));
    assertThat(price(asBuyer.sentPaid)).as("the seller's loss").isLessThanOrEqualTo(U + price(MIB));
    assertThat(seller.own.answer(seller.own.journal.payer(asBuyer.address())).vouchered()).isZero();
    assertThat(seller.own.answer(seller.own.journal.payer(buyer.own.address())).vouchered())
        .isZero();
  }

  private void tradesWithBoth() {
    asBuyer.say(Buyers.open(seller, asBuyer, Buyers.NONCE));
    asSeller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
    buyer.run(1);
    asSeller.say(Sellers.ack(asSeller));
    buyer.run(1);
    asSeller.say(Sellers.receipt(asSeller, 0));
    Buyers.bid(asBuyer);
    buyer.run(1);
    asSeller.say(Sellers.accepted(asSeller, Settings.TOKEN, 0, 0));
    buyer.run(1);
  }
}
