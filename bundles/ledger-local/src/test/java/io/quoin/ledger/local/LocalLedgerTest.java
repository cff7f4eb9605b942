package io.quoin.ledger.local;

import static io.quoin.ledger.local.Exchange.ALICE;
import static io.quoin.ledger.local.Exchange.BOB;
import static io.quoin.ledger.local.Exchange.CAROL;
import static io.quoin.ledger.local.Exchange.FINALITY;
import static io.quoin.ledger.local.Exchange.NET;
import static io.quoin.ledger.local.Exchange.SUPPLY;
import static io.quoin.ledger.local.Exchange.TOKEN;
import static io.quoin.ledger.local.Exchange.by;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLedgerTest {

  private static final LedgerRules RULES = new LedgerRules(FINALITY, 2, 10, 50);

  private final Exchange exchange = new Exchange(RULES);

  @BeforeEach
  void welcome() {
    exchange.welcome(ALICE, 1000, 100);
    exchange.welcome(BOB, 0, 0);
  }

  private TransferFacts facts(PreparedTransfer transfer) {
    return exchange.done(exchange.ledger.transfer(transfer.id())).orElseThrow();
  }

  @Test
  void a_transfer_is_seen_at_once_and_final_after_the_delay() {
    PreparedTransfer transfer = exchange.pay(ALICE, BOB, 300);

    assertThat(facts(transfer))
        .isEqualTo(new TransferFacts(transfer.id(), ALICE, BOB, TOKEN.id(), 300, false));
    assertThat(exchange.balance(BOB)).isZero();
    exchange.pass(FINALITY.minusMillis(1));
    assertThat(facts(transfer).isFinal()).isFalse();
    exchange.pass(Duration.ofMillis(1));

    assertThat(facts(transfer).isFinal()).isTrue();
    assertThat(exchange.balance(ALICE)).isEqualTo(700);
    assertThat(exchange.balance(BOB)).isEqualTo(300);
  }

  @Test
  void what_is_not_final_can_be_spent_but_not_twice() {
    exchange.pay(ALICE, BOB, 1000);
    exchange.pay(BOB, ALICE, 400);

    exchange.refused(exchange.prepared(BOB, ALICE, 601), BOB, Code.INSUFFICIENT_BALANCE);
    exchange.pay(BOB, ALICE, 600);
  }

  @Test
  void a_transfer_is_taken_once() {
    PreparedTransfer transfer = exchange.pay(ALICE, BOB, 300);

    exchange.refused(transfer, ALICE, Code.DUPLICATE);
    exchange.pass(FINALITY);
    exchange.refused(transfer, ALICE, Code.DUPLICATE);

    assertThat(exchange.balance(BOB)).isEqualTo(300);
  }

  @Test
  void who_has_too_little_or_no_account_pays_nothing() {
    exchange.refused(exchange.prepared(ALICE, BOB, 1001), ALICE, Code.INSUFFICIENT_BALANCE);
    exchange.refused(exchange.prepared(CAROL, BOB, 1), CAROL, Code.NOT_ACTIVATED);
  }

  @Test
  void a_signature_of_somebody_else_or_of_nobody_is_bad() {
    PreparedTransfer transfer = exchange.prepared(ALICE, BOB, 1);

    exchange.refused(transfer, BOB, Code.BAD_SIGNATURE);
    exchange.refused(
        exchange.ledger.submit(transfer, Signature.of(new byte[Signature.BYTES])),
        Code.BAD_SIGNATURE);
  }

  @Test
  void another_key_than_the_owners_may_not_spend() {
    PreparedTransfer transfer = exchange.prepared(ALICE, BOB, BOB, 1, Duration.ofMinutes(1));

    exchange.refused(transfer, BOB, Code.NOT_PERMITTED);
    assertThat(exchange.done(exchange.ledger.maySpend(ALICE, BOB))).isFalse();
    assertThat(exchange.done(exchange.ledger.maySpend(ALICE, ALICE))).isTrue();
  }

  @Test
  void all_that_a_key_can_do_is_to_transfer_the_tokens_of_its_owner() {
    assertThat(exchange.done(exchange.ledger.transfersOnly(ALICE, ALICE))).isTrue();
    assertThat(exchange.done(exchange.ledger.transfersOnly(ALICE, BOB))).isFalse();
  }

  @Test
  void what_comes_at_its_expiration_or_expires_too_far_ahead_is_refused() {
    PreparedTransfer soon = exchange.prepared(ALICE, BOB, 1);
    exchange.now = soon.order().expiration();
    exchange.refused(soon, ALICE, Code.EXPIRED);

    PreparedTransfer late =
        exchange.prepared(ALICE, ALICE, BOB, 1, Duration.ofHours(24).plusSeconds(1));
    exchange.refused(late, ALICE, Code.EXPIRATION_TOO_FAR);
    exchange.pass(Duration.ofSeconds(1));
    exchange.done(exchange.ledger.submit(late, by(ALICE)));
  }

  @Test
  void what_is_for_another_ledger_or_token_is_refused() {
    PreparedTransfer ours = exchange.prepared(ALICE, BOB, 1);
    RawTransfer net = new RawTransfer(new NetId(6), TOKEN.id(), ours.order());
    RawTransfer token = new RawTransfer(NET, new TokenId(1), ours.order());

    exchange.refused(net.prepared(), ALICE, Code.WRONG_REFERENCE);
    exchange.refused(token.prepared(), ALICE, Code.MALFORMED);
  }

  @Test
  void bytes_that_are_no_transfer_or_not_the_one_that_is_named_are_refused() {
    PreparedTransfer one = exchange.prepared(ALICE, BOB, 1);
    PreparedTransfer two = exchange.prepared(ALICE, BOB, 2);
    Random random = new Random(9);

    exchange.refused(new PreparedTransfer(one.id(), one.order(), two.raw()), ALICE, Code.MALFORMED);
    exchange.refused(new PreparedTransfer(one.id(), two.order(), one.raw()), ALICE, Code.MALFORMED);
    for (int length : new int[] {0, 1, 118, 119, 120, 1024}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      exchange.refused(
          new PreparedTransfer(one.id(), one.order(), ByteBuffer.wrap(bytes)),
          ALICE,
          Code.MALFORMED);
    }
  }

  @Test
  void two_transfers_a_day_are_free_and_the_third_costs_coins() {
    assertThat(exchange.done(exchange.ledger.freeTransfers(ALICE))).isEqualTo(2);
    exchange.pay(ALICE, BOB, 1);
    exchange.pass(Duration.ofHours(23));
    exchange.pay(ALICE, BOB, 1);
    assertThat(exchange.done(exchange.ledger.freeTransfers(ALICE))).isZero();

    exchange.pay(ALICE, BOB, 1);

    assertThat(exchange.chain.coins(ALICE)).isEqualTo(90);
    exchange.pass(Duration.ofHours(1));
    assertThat(exchange.done(exchange.ledger.freeTransfers(ALICE))).isEqualTo(1);
    exchange.pay(ALICE, BOB, 1);
    assertThat(exchange.chain.coins(ALICE)).isEqualTo(90);
  }

  @Test
  void who_cannot_bear_the_fee_keeps_its_tokens() {
    exchange.pay(ALICE, BOB, 100);
    exchange.pay(BOB, ALICE, 1);
    exchange.pay(BOB, ALICE, 1);

    exchange.refused(exchange.prepared(BOB, ALICE, 1), BOB, Code.INSUFFICIENT_FEE);

    assertThat(exchange.chain.balance(BOB)).isEqualTo(98);
  }

  @Test
  void an_address_without_account_is_paid_for_a_higher_fee_and_has_one_then() {
    assertThat(exchange.done(exchange.ledger.activated(CAROL))).isFalse();
    assertThat(exchange.done(exchange.ledger.fee(ALICE, CAROL))).isEqualTo(50);
    assertThat(exchange.done(exchange.ledger.fee(ALICE, BOB))).isEqualTo(10);

    exchange.pay(ALICE, CAROL, 5);

    assertThat(exchange.chain.coins(ALICE)).isEqualTo(50);
    assertThat(exchange.done(exchange.ledger.activated(CAROL))).isTrue();
    assertThat(exchange.done(exchange.ledger.freeTransfers(ALICE))).isEqualTo(2);
  }

  @Test
  void an_address_is_welcomed_once_and_out_of_the_treasury() {
    assertThat(exchange.done(exchange.ledger.welcome(ALICE, 1000, 100))).isFalse();
    assertThat(exchange.balance(ALICE)).isEqualTo(1000);

    exchange.refused(exchange.ledger.welcome(CAROL, SUPPLY, 0), Code.INSUFFICIENT_BALANCE);
    assertThat(exchange.chain.sumOfBalances()).isEqualTo(SUPPLY);
  }

  @Test
  void only_what_is_past_in_the_final_view_and_unknown_is_impossible() {
    PreparedTransfer taken = exchange.pay(ALICE, BOB, 1);
    PreparedTransfer never = exchange.prepared(ALICE, BOB, 2);
    exchange.now = never.order().expiration().plus(FINALITY).minusMillis(1);
    assertThat(impossible(never)).isFalse();
    exchange.pass(Duration.ofMillis(1));

    assertThat(impossible(never)).isTrue();
    assertThat(impossible(taken)).isFalse();
  }

  private boolean impossible(PreparedTransfer transfer) {
    return exchange.done(exchange.ledger.impossible(transfer.id(), transfer.order().expiration()));
  }

  @Test
  void what_was_said_to_be_impossible_stays_so_when_the_clock_goes_back() {
    PreparedTransfer never = exchange.prepared(ALICE, BOB, 2);
    exchange.now = never.order().expiration().plus(FINALITY);
    assertThat(impossible(never)).isTrue();

    exchange.now = never.order().timestamp();
    exchange.restart(RULES, 1000);

    exchange.refused(never, ALICE, Code.EXPIRED);
  }

  @Test
  void a_transfer_that_is_final_stays_so_when_the_clock_goes_back() {
    PreparedTransfer first = exchange.pay(ALICE, BOB, 1);
    exchange.pass(FINALITY);
    exchange.pay(ALICE, BOB, 1);

    exchange.pass(Duration.ofDays(-1));

    assertThat(facts(first).isFinal()).isTrue();
    assertThat(exchange.done(exchange.ledger.head()).time())
        .isEqualTo(exchange.chain.genesis().at());
  }

  @Test
  void a_ledger_takes_no_more_transfers_than_it_may() {
    Exchange small = new Exchange(new LedgerRules(FINALITY, 100, 0, 0), 3);
    small.welcome(ALICE, 1000, 0);
    for (int i = 0; i < 3; i++) {
      small.pay(ALICE, BOB, 1);
    }

    small.refused(small.prepared(ALICE, BOB, 1), ALICE, Code.BUSY);
  }

  @Test
  void what_the_disk_does_not_keep_did_not_happen() {
    LocalLedger failing =
        new LocalLedger(
            exchange.chain,
            happened -> {
              throw new IOException("on purpose");
            },
            exchange,
            () -> exchange.now,
            Runnable::run);
    PreparedTransfer transfer = exchange.prepared(ALICE, BOB, 1);

    exchange.refused(failing.submit(transfer, by(ALICE)), Code.UNAVAILABLE);

    assertThat(exchange.done(failing.transfer(transfer.id()))).isEmpty();
    assertThat(exchange.chain.balance(ALICE)).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_happens_no_base_unit_and_no_coin_is_lost(long seed) {
    Random random = new Random(seed);
    Address[] owners = {ALICE, BOB, CAROL, Exchange.address(4), Exchange.address(5)};
    int taken = 0;
    for (int i = 0; i < 2000; i++) {
      Address from = owners[random.nextInt(owners.length)];
      Address to = owners[random.nextInt(owners.length)];
      if (!from.equals(to)) {
        PreparedTransfer transfer = exchange.prepared(from, to, 1 + random.nextInt(400));
        boolean isTaken =
            !exchange
                .ledger
                .submit(transfer, by(from))
                .toCompletableFuture()
                .isCompletedExceptionally();
        taken += isTaken ? 1 : 0;
      }
      exchange.pass(Duration.ofMinutes(random.nextInt(90)));
      if (i % 100 == 0) {
        exchange.restart(RULES, 100_000);
      }
      long sum = exchange.balance(Chain.TREASURY);
      long coins = exchange.chain.burnt();
      for (Address owner : owners) {
        assertThat(exchange.balance(owner)).isNotNegative();
        sum += exchange.balance(owner);
        coins += exchange.chain.coins(owner);
      }
      assertThat(sum).isEqualTo(SUPPLY).isEqualTo(exchange.chain.sumOfBalances());
      assertThat(coins).isEqualTo(100);
    }

    assertThat(taken).isGreaterThan(200);
  }
}
