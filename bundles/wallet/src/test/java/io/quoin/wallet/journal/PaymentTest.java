package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.OTHERS;
import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.Payment;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.Settlement.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments by name, through a ledger that is not always kind. */
class PaymentTest {

  private static final PaymentOrder RENT = new PaymentOrder("rent-march", THEM, 100);
  private static final Duration LONG = FakeLedger.FINALITY.multipliedBy(2);

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.in(directory);
  }

  @AfterEach
  void everything_adds_up() throws Exception {
    bench.closed(directory);
  }

  private void restart() throws Exception {
    bench.closed(directory);
    bench = bench.reopened(directory);
  }

  private Payment now(PaymentOrder order) throws Exception {
    return bench.done(bench.journal.payment(order.intent())).orElseThrow();
  }

  private Payment pay(PaymentOrder order) throws Exception {
    return bench.done(bench.journal.pay(order));
  }

  @Test
  void a_payment_is_prepared_sent_seen_and_final() throws Exception {
    Payment payment = pay(RENT);

    assertThat(payment.state()).isEqualTo(State.PREPARED);
    assertThat(payment.order()).isEqualTo(RENT);
    assertThat(bench.done(bench.journal.underWay())).isEqualTo(100);
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(now(RENT).state()).isEqualTo(State.SENT);
    bench.loop.advance(Cashier.PAUSE);
    assertThat(now(RENT).state()).isEqualTo(State.SEEN);
    bench.loop.advance(FakeLedger.FINALITY);
    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
    assertThat(now(RENT).transfer()).isEqualTo(payment.transfer());
    assertThat(bench.ledger.paid(THEM)).isEqualTo(100);
    assertThat(bench.done(bench.journal.underWay())).isZero();
  }

  @Test
  void whoever_waits_is_told_when_a_payment_comes_further_and_not_before() throws Exception {
    pay(RENT);
    CompletableFuture<Void> sent = change();
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(sent).isCompleted();
    CompletableFuture<Void> seen = change();
    bench.loop.advance(Cashier.PAUSE);
    assertThat(seen).isCompleted();

    CompletableFuture<Void> last = change();
    bench.loop.advance(Cashier.PAUSE);
    assertThat(last).isNotDone();
    bench.loop.advance(FakeLedger.FINALITY);

    assertThat(last).isCompleted();
    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
  }

  @Test
  void whoever_waits_is_told_why_a_payment_is_not_taken_and_when_the_journal_closes()
      throws Exception {
    bench.ledger.mood(FakeLedger.Mood.TAKES_AND_LOSES_THE_ANSWER);
    pay(RENT);
    CompletableFuture<Void> refused = change();
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(refused).isCompleted();
    CompletableFuture<Void> next = change();

    restart();

    assertThat(next).isCompletedExceptionally();
    bench.loop.advance(LONG);
  }

  private CompletableFuture<Void> change() {
    return bench.journal.change().toCompletableFuture();
  }

  @Test
  void what_is_asked_for_again_is_paid_once() throws Exception {
    CompletionStage<Payment> one = bench.journal.pay(RENT);
    CompletionStage<Payment> atOnce = bench.journal.pay(RENT);
    assertThat(bench.done(atOnce).transfer()).isEqualTo(bench.done(one).transfer());
    restart();
    assertThat(pay(RENT).transfer()).isEqualTo(bench.done(one).transfer());
    bench.loop.advance(LONG);

    Payment later = pay(RENT);

    assertThat(later.transfer()).isEqualTo(bench.done(one).transfer());
    assertThat(later.state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.transfers()).isOne();
  }

  @Test
  void a_name_stands_for_one_amount_and_payee() throws Exception {
    pay(RENT);

    bench.refused(bench.journal.pay(new PaymentOrder("rent-march", THEM, 101)), Code.OTHER_TERMS);
    bench.refused(bench.journal.pay(new PaymentOrder("rent-march", OTHERS, 100)), Code.OTHER_TERMS);
    bench.loop.advance(LONG);

    assertThat(bench.ledger.transfers()).isOne();
  }

  @Test
  void equal_payments_of_two_names_and_a_settlement_are_three_transfers() throws Exception {
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 100, 1);

    Payment march = pay(RENT);
    Payment april = pay(new PaymentOrder("rent-april", THEM, 100));
    Settlement debt = bench.done(bench.journal.settle(THEM));

    assertThat(bench.done(bench.journal.underWay())).isEqualTo(300);
    bench.loop.advance(LONG);
    assertThat(List.of(march.transfer(), april.transfer(), debt.id())).doesNotHaveDuplicates();
    assertThat(bench.ledger.paid(THEM)).isEqualTo(300);
  }

  @Test
  void an_answer_that_is_lost_pays_once() throws Exception {
    bench.ledger.mood(FakeLedger.Mood.TAKES_AND_LOSES_THE_ANSWER);
    pay(RENT);
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(now(RENT).reason()).contains("UNAVAILABLE");

    restart();
    bench.loop.advance(LONG);

    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(100);
  }

  @Test
  void a_transfer_that_a_fork_undid_is_sent_again() throws Exception {
    Payment payment = pay(RENT);
    bench.loop.advance(Duration.ofSeconds(20));
    bench.ledger.forget(payment.transfer());

    bench.loop.advance(LONG);

    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(100);
  }

  @Test
  void one_that_expired_is_paid_when_it_is_asked_for_again_and_not_before() throws Exception {
    bench.ledger.mood(FakeLedger.Mood.REFUSES);
    Payment first = pay(RENT);
    bench.loop.advance(Cashier.LIFETIME.plus(FakeLedger.FINALITY).minusSeconds(1));
    assertThat(pay(RENT).transfer()).isEqualTo(first.transfer());
    bench.loop.advance(Cashier.PAUSE.plusSeconds(1));
    assertThat(now(RENT).state()).isEqualTo(State.EXPIRED);
    assertThat(now(RENT).reason()).contains("INSUFFICIENT_BALANCE");
    bench.ledger.mood(FakeLedger.Mood.TAKES);
    bench.loop.advance(LONG);
    assertThat(bench.ledger.transfers()).isZero();

    Payment second = pay(RENT);
    bench.loop.advance(LONG);

    assertThat(second.transfer()).isNotEqualTo(first.transfer());
    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(100);
    assertThat(bench.done(bench.journal.payments(10))).containsExactly(now(RENT));
  }

  @Test
  void what_cannot_be_prepared_is_refused_and_can_be_asked_for_again() throws Exception {
    bench.ledger.mood(FakeLedger.Mood.CANNOT_BE_REACHED);
    bench.refused(bench.journal.pay(RENT), Code.LEDGER);
    assertThat(bench.done(bench.journal.payment(RENT.intent()))).isEmpty();
    bench.ledger.mood(FakeLedger.Mood.TAKES);

    pay(RENT);
    bench.loop.advance(LONG);

    assertThat(bench.ledger.paid(THEM)).isEqualTo(100);
  }

  @Test
  void payments_under_way_are_listed_before_those_that_are_over() throws Exception {
    pay(RENT);
    bench.loop.advance(LONG);
    PaymentOrder second = new PaymentOrder("2", OTHERS, 1);
    PaymentOrder third = new PaymentOrder("3", OTHERS, 1);
    pay(second);
    pay(third);

    assertThat(bench.done(bench.journal.payments(10)))
        .extracting(Payment::order)
        .containsExactly(third, second, RENT);
    assertThat(bench.done(bench.journal.payments(1)))
        .extracting(Payment::order)
        .containsExactly(third);
    bench.loop.advance(LONG);
  }

  @Test
  void nobody_pays_itself_nothing_or_without_a_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.journal.pay(new PaymentOrder("x", US, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new PaymentOrder("x", THEM, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PaymentOrder("", THEM, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PaymentOrder("a b", THEM, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaymentOrder("x".repeat(129), THEM, 1));
  }

  @Test
  void a_journal_from_before_there_were_payments_gets_them_and_keeps_what_it_has()
      throws Exception {
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 7, 1);
    bench.done(bench.journal.close());
    Owner owner = new Owner(US, bench.ledger.net(), bench.ledger.token().id());
    try (Database old = new Database(SqliteFile.open(directory.resolve(owner.fileName())))) {
      old.update("DROP TABLE payments");
      old.update("PRAGMA user_version = 1");
    }

    bench = bench.reopened(directory);

    assertThat(bench.done(bench.journal.creditors()).get(0).debt()).isEqualTo(7);
    pay(RENT);
    bench.loop.advance(LONG);
    assertThat(now(RENT).state()).isEqualTo(State.FINAL);
  }

  /** As an airdrop pays its rows, over and over until all are paid. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_batch_that_dies_at_any_statement_and_is_repeated_pays_each_row_once(boolean lastIsDone)
      throws Exception {
    List<PaymentOrder> rows =
        List.of(
            new PaymentOrder("batch/1", THEM, 5),
            new PaymentOrder("batch/2", THEM, 5),
            new PaymentOrder("batch/3", OTHERS, 11));
    boolean survived = false;
    for (int dying = 1; !survived; dying++) {
      Path folder = directory.resolve(lastIsDone + "-" + dying);
      Statements disk = new Statements();
      HandLoop loop = new HandLoop();
      FakeLedger ledger = new FakeLedger(loop);
      disk.dieAfter(dying, lastIsDone);
      payUntilDead(rows, Bench.unsynced(folder, disk), loop, ledger);
      survived = disk.isAlive();
      Path copy = Folders.copy(folder, directory.resolve("copy"));
      disk.close();
      loop.clear();

      Bench again = Bench.in(Bench.unsynced(copy), Budgets.UNLIMITED, loop, ledger);
      for (PaymentOrder row : rows) {
        again.done(again.journal.pay(row));
      }
      loop.advance(LONG);

      assertThat(again.done(again.journal.payments(10)))
          .as("dead after statement " + dying)
          .hasSize(rows.size())
          .allMatch(payment -> payment.state() == State.FINAL);
      assertThat(ledger.paid(THEM)).isEqualTo(10);
      assertThat(ledger.paid(OTHERS)).isEqualTo(11);
      again.closed(copy);
    }
  }

  private static void payUntilDead(
      List<PaymentOrder> rows, JournalPlace place, HandLoop loop, FakeLedger ledger) {
    try {
      Bench dying = Bench.in(place, Budgets.UNLIMITED, loop, ledger);
      for (PaymentOrder row : rows) {
        dying.done(dying.journal.pay(row));
        loop.advance(Duration.ofSeconds(1));
      }
      loop.advance(LONG);
    } catch (Exception | AssertionError dead) {
      // Whatever was not answered may have happened or not.
    }
  }
}
