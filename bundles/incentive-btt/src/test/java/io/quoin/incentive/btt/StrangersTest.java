package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.incentive.btt.wire.BttMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What many addresses that nobody knows can have of a seller together: to the base unit. */
class StrangersTest {
  private static final long D = 2 * PIECE + 256 * 1024;
  private static final long G = price(64L * MIB);
  private static final long LEAST = price(256 * 1024);
  private static final Duration DAY = Duration.ofDays(1);

  private final Bench bench =
      new Bench(Settings.atOnePrice(true, false, new CreditTerms(G, G, CreditTerms.OVERDUE)), true);
  private int addresses = 100;

  private static long price(long bytes) {
    return LeasePrice.due(bytes, Settings.TOKEN);
  }

  /** Takes what it is given, and goes. */
  private long takes(Bench.Remote buyer, boolean vouches) {
    Buyers.bid(buyer);
    buyer.wants = 1L << 40;
    bench.run(11);
    if (vouches && buyer.sentPaid > 0) {
      Buyers.pay(bench, buyer, 1);
    }
    buyer.disconnect();
    return price(buyer.sentPaid);
  }

  private long stranger() {
    return takes(Buyers.opened(bench, addresses++, Buyers.NONCE), false);
  }

  private long strangers(int count) {
    long taken = 0;
    for (int i = 0; i < count; i++) {
      taken += stranger();
    }
    return taken;
  }

  /** One that has paid for something. */
  private int known() {
    int address = addresses++;
    Bench.Remote buyer = Buyers.leased(bench, address);
    bench.run(1);
    Buyers.pay(bench, buyer, 1);
    long amount = bench.own.answer(bench.own.journal.payer(buyer.address())).vouchered();
    TransferId id = pay(buyer, amount);
    buyer.say(
        new BttMessage.Settled(
            id, 1, List.of(new LaneSettlement(Buyers.channel(buyer), Bench.TORRENT, amount))));
    bench.run(90);
    assertThat(bench.own.answer(bench.own.journal.payer(buyer.address())).debt()).isZero();
    buyer.disconnect();
    return address;
  }

  private TransferId pay(Bench.Remote buyer, long amount) {
    bench.ledger.give(buyer.address(), amount);
    return bench.transfer(buyer.wallet, bench.own.address(), amount);
  }

  @Test
  void a_thousand_fresh_addresses_have_a_quarter_of_g_between_them() {
    long taken = strangers(1000);

    assertThat(taken).isLessThanOrEqualTo(G / 4).isGreaterThan(G / 4 - LEAST);
  }

  @Test
  void a_neighbourhood_has_a_sixteenth_of_that() {
    Bench.Remote first = Buyers.opened(bench, addresses++, Buyers.NONCE);
    long taken = takes(first, false);
    for (int i = 0; i < 50; i++) {
      Bench.Remote near = bench.near(first, addresses++, true, false);
      near.say(Buyers.open(bench, near, Buyers.NONCE));
      bench.run(1);
      taken += takes(near, false);
    }

    assertThat(taken).isLessThanOrEqualTo(G / 64).isGreaterThan(G / 64 - LEAST);
  }

  @Test
  void what_strangers_never_vouch_for_is_lost_after_two_days_and_forgotten_after_three() {
    int known = known();
    strangers(40);

    bench.run(CreditTerms.OVERDUE.plusMinutes(5));
    long afterTwoDays = strangers(20);
    Bench.Remote friend = Buyers.opened(bench, known, Digest.ofHex("78".repeat(32)));
    long ofTheFriend = takes(friend, false);
    bench.run(DAY.plusMinutes(65));
    long afterThreeDays = strangers(40);

    assertThat(afterTwoDays).as("strangers are served free only").isLessThan(LEAST);
    assertThat(ofTheFriend).isEqualTo(price(D));
    assertThat(afterThreeDays).isLessThanOrEqualTo(G / 4).isGreaterThan(G / 4 - LEAST);
  }

  @Test
  void what_strangers_promise_and_never_pay_is_lost_after_two_days_too() {
    long taken = 0;
    for (int i = 0; i < 40; i++) {
      taken += takes(Buyers.opened(bench, addresses++, Buyers.NONCE), true);
    }

    bench.run(CreditTerms.OVERDUE.plusMinutes(5));
    long afterTwoDays = strangers(20);

    assertThat(taken).isLessThanOrEqualTo(G / 4).isGreaterThan(G / 4 - LEAST);
    assertThat(afterTwoDays).isLessThan(LEAST);
    assertThat(bench.own.answer(bench.own.journal.credit()).lostToStrangers())
        .isLessThanOrEqualTo(G / 4)
        .isPositive();
  }

  @Test
  void who_opens_ever_new_channels_has_u_between_all_of_them() {
    long u = price(3L * MIB);
    Bench small =
        new Bench(
            Settings.atOnePrice(true, false, new CreditTerms(u, 1000 * u, CreditTerms.OVERDUE)),
            true);
    long taken = 0;
    for (int i = 0; i < 12; i++) {
      Bench.Remote buyer = Buyers.opened(small, 2, Digest.ofHex("%064x".formatted(i + 1)));
      Buyers.bid(buyer);
      buyer.wants = 1L << 40;
      small.run(700);
      taken += buyer.sentPaid;
      buyer.disconnect();
    }

    assertThat(price(taken)).isLessThanOrEqualTo(u + price(MIB)).isGreaterThan(u);
  }

  @Test
  void who_vouches_for_everything_and_never_settles_has_u() {
    long u = price(3L * MIB);
    Bench small =
        new Bench(
            Settings.atOnePrice(true, false, new CreditTerms(u, 1000 * u, CreditTerms.OVERDUE)),
            true);
    Bench.Remote buyer = Buyers.leased(small, 2);

    for (int i = 1; i < 40; i++) {
      Buyers.pay(small, buyer, i);
      small.run(10);
    }

    assertThat(price(buyer.sentPaid)).isLessThanOrEqualTo(u).isGreaterThan(u - 20);
    assertThat(small.own.answer(small.own.journal.payer(buyer.address())).vouchered())
        .isLessThanOrEqualTo(u);
  }

  @Test
  void after_a_restart_debts_of_payers_that_do_not_come_back_are_given_up_as_well() {
    for (int i = 0; i < 40; i++) {
      takes(Buyers.opened(bench, addresses++, Buyers.NONCE), true);
    }
    bench.restart();
    long before = strangers(3);
    bench.run(CreditTerms.OVERDUE.plusHours(2));
    long lost = bench.own.answer(bench.own.journal.credit()).lostToStrangers();

    assertThat(before).isLessThan(LEAST);
    assertThat(lost).isPositive();
    assertThat(bench.own.answer(bench.own.journal.credit()).strangers()).isZero();
  }
}
