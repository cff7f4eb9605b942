package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.BLOCK;
import static io.quoin.incentive.btt.Bench.MIB;
import static io.quoin.incentive.btt.Bench.PIECE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leases that begin and end while the engine is a little behind: what goes out is counted. */
class LeaseEndsTest {
  private static final Duration LAG = Duration.ofMillis(300);

  private final Bench bench = new Bench(Settings.of(true, false), true, Budgets.UNLIMITED, LAG);

  private static long billed(Bench.Remote buyer) {
    return buyer.last(BttMessage.Receipt.class).billed();
  }

  private Bench.Remote slow() {
    Bench.Remote buyer = Buyers.leased(bench, 2);
    buyer.rate = 2 * BLOCK;
    return buyer;
  }

  @Test
  void one_that_begins_a_new_session_in_a_lease_is_billed_for_all_that_went_out() {
    Bench.Remote buyer = slow();
    for (int i = 0; i < 5; i++) {
      bench.run(1.1);
      buyer.helloAgain();
      bench.run(2);
      buyer.say(Buyers.open(bench, buyer, Buyers.NONCE));
      bench.run(2);

      assertThat(billed(buyer)).isEqualTo(buyer.sentPaid);
      Buyers.pay(bench, buyer, i + 1);
      Buyers.bid(buyer);
      bench.run(16);
    }
    assertThat(buyer.sentPaid).isGreaterThan(MIB);
  }

  @Test
  void one_that_takes_its_bid_back_just_before_a_round_is_billed_for_all_that_went_out() {
    Bench.Remote buyer = slow();
    bench.run(3);
    Buyers.pay(bench, buyer, 1);
    long toTheRound = 10_000 - bench.testbed.now().toMillis() % 10_000;
    bench.run((toTheRound - 50) / 1000.0);

    buyer.say(new BttMessage.Bid(1000, Buyers.LIMIT, 0, 1));
    buyer.say(new BttMessage.Bid(1001, Buyers.LIMIT, 1L << 30, 3600));
    bench.run(0.1);
    long leases = buyer.heard(BttMessage.Accepted.class).size();
    bench.run(8);
    long after = buyer.heard(BttMessage.Accepted.class).size();
    buyer.wants = 0;
    bench.run(30);

    assertThat(after).as("no lease begins before all is known").isEqualTo(leases);
    assertThat(billed(buyer)).isEqualTo(buyer.sentPaid);
  }

  @Test
  void a_withdrawn_peer_is_billed_for_all_that_went_out() {
    Bench.Remote buyer = slow();
    bench.run(1.1);

    buyer.withdraw();
    bench.run(3);

    assertThat(buyer.share).isEmpty();
    assertThat(
            bench
                .own
                .answer(bench.own.journal.channel(Buyers.channel(buyer)))
                .orElseThrow()
                .lanes()
                .get(0)
                .progress()
                .billed())
        .isEqualTo(buyer.sentPaid);
  }

  @Test
  void a_new_price_starts_near_what_was_sent() {
    Bench prompt = new Bench(Settings.of(true, false), true);
    Bench.Remote buyer = Buyers.leased(prompt, 2);
    buyer.rate = 4 * BLOCK;
    for (int i = 1; i < 40; i++) {
      prompt.run(0.7);
      if (buyer.heard(BttMessage.Accepted.class).size() == 1) {
        Buyers.pay(prompt, buyer, i);
      }
    }

    BttMessage.Accepted renewed = buyer.last(BttMessage.Accepted.class);

    assertThat(buyer.heard(BttMessage.Accepted.class)).hasSizeGreaterThan(1);
    assertThat(renewed.from()).isPositive();
    assertThat(renewed.from() - buyer.sentPaid).isLessThanOrEqualTo(2 * PIECE + 256 * 1024);
  }

  @Test
  void a_connection_is_kept_for_a_debt_for_two_minutes_at_most() {
    Bench prompt = new Bench(Settings.of(true, false), true);
    Bench.Remote buyer = Buyers.leased(prompt, 2);
    buyer.interested = false;
    prompt.run(40);
    boolean kept = buyer.share.isPresent();
    prompt.run(130);

    assertThat(kept).isTrue();
    assertThat(buyer.share).isEmpty();
  }

  @Test
  void who_never_had_a_lease_is_never_kept() {
    Bench prompt = new Bench(Settings.of(true, false), true);
    Bench.Remote first = Buyers.leased(prompt, 2);
    Buyers.pay(prompt, first, 1);
    first.disconnect();

    Bench.Remote again = Buyers.opened(prompt, 2, Buyers.NONCE);
    prompt.run(30);

    assertThat(again.share).isEmpty();
  }

  @Test
  void sessions_are_begun_as_often_as_messages_may_be_sent() {
    Bench prompt = new Bench(Settings.of(true, false), true);
    Bench.Remote buyer = Buyers.buyer(prompt, 2);

    for (int i = 0; i < 1000; i++) {
      buyer.helloAgain();
    }

    assertThat(buyer.heard(BttMessage.Ask.class)).hasSizeBetween(50, 55);
  }

  @Test
  void the_ninth_open_of_a_connection_is_a_fault() {
    Bench prompt = new Bench(Settings.of(true, false), true).settled();
    Bench.Remote buyer = Buyers.buyer(prompt, 2);

    for (int i = 1; i <= 9; i++) {
      buyer.say(Buyers.open(prompt, buyer, Digest.ofHex("%064x".formatted(i))));
      prompt.run(1);
    }

    assertThat(buyer.heard(BttMessage.Ack.class)).hasSize(8);
    assertThat(buyer.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.OUT_OF_ORDER);
  }

  @Test
  void another_payer_on_the_same_connection_is_a_fault() {
    Bench prompt = new Bench(Settings.of(true, false), true).settled();
    Bench.Remote buyer = Buyers.opened(prompt, 2, Buyers.NONCE);
    Bench.Remote other = Buyers.buyer(prompt, 3);

    buyer.say(
        Buyers.open(prompt, other, buyer.session(), other.wallet, Digest.ofHex("78".repeat(32))));
    prompt.run(1);

    assertThat(buyer.heard(BttMessage.Ack.class)).hasSize(1);
    assertThat(buyer.last(BttMessage.Problem.class).code()).isEqualTo(ProblemCode.OUT_OF_ORDER);
  }

  @Test
  void after_a_restart_a_payer_reminds_of_what_it_was_sent_and_gains_nothing_by_saying_too_much() {
    Bench prompt = new Bench(Settings.atOnePrice(true, false, Settings.CREDIT), true);
    Bench.Remote buyer = Buyers.leased(prompt, 2);
    prompt.run(1);
    long had = buyer.sentPaid;
    prompt.restart();

    Bench.Remote again = prompt.again(buyer);
    again.say(Buyers.open(prompt, again, Buyers.NONCE));
    prompt.run(1);
    long known = billed(again);
    again.say(Buyers.promise(again, 1, 0, had + 17L * MIB));
    prompt.run(1);
    again.say(Buyers.promise(again, 2, 1, had + MIB));
    prompt.run(1);
    Buyers.bid(again);
    again.wants = 1L << 40;
    prompt.run(12);

    assertThat(known).isLessThan(had);
    assertThat(again.heard(BttMessage.Problem.class))
        .extracting(BttMessage.Problem::code)
        .startsWith(ProblemCode.BAD_VOUCHER);
    BttMessage.Accepted lease = again.last(BttMessage.Accepted.class);
    assertThat(lease.from()).isEqualTo(had + MIB);
    assertThat(lease.due()).isEqualTo(1);
    assertThat(again.sentPaid).isEqualTo(2 * PIECE + 256 * 1024);
    Voucher newest = again.last(BttMessage.Receipt.class).newest().orElseThrow().voucher();
    assertThat(newest.bytes()).isEqualTo(had + MIB);
  }

  @Test
  void what_a_seller_says_right_after_it_began_a_new_session_in_a_lease_is_heard() {
    Bench buying = new Bench(Settings.of(false, true), false);
    Bench.Remote seller = Sellers.leased(buying, 2);
    int opens = seller.heard(BttMessage.Open.class).size();

    seller.helloAgain();
    seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
    buying.run(2);

    assertThat(seller.heard(BttMessage.Open.class)).hasSize(opens + 1);
  }

  @ParameterizedTest
  @CsvSource({"7, 1", "8, 0"})
  void of_what_is_said_before_a_lease_is_over_only_so_much_is_kept(int before, int opened) {
    Bench buying = new Bench(Settings.of(false, true), false);
    Bench.Remote seller = Sellers.leased(buying, 2);
    int opens = seller.heard(BttMessage.Open.class).size();

    seller.helloAgain();
    for (int i = 0; i < before; i++) {
      seller.say(new BttMessage.Problem(ProblemCode.OTHER, 0));
    }
    seller.say(new BttMessage.Ask(Settings.TOKEN, 2, 3600));
    buying.run(2);

    assertThat(seller.heard(BttMessage.Open.class)).hasSize(opens + opened);
  }
}
