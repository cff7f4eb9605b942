package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.PaymentOrder;
import io.quoin.api.journal.VoucherOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where only a key may spend that can do nothing else. */
class HotKeyTest {

  private static final PaymentOrder GIFT = new PaymentOrder("gift", THEM, 5);

  @TempDir private Path directory;
  private Bench bench;
  private ChannelTerms terms;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.in(directory);
    terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.journal.requireHotKey(true);
  }

  @AfterEach
  void close() throws Exception {
    bench.closed(directory);
  }

  private VoucherOrder order(long amount) {
    return new VoucherOrder(terms.id(), TORRENT, amount, amount);
  }

  @Test
  void a_key_that_can_do_more_pays_promises_and_settles_nothing() throws Exception {
    bench.journal.requireHotKey(false);
    bench.issue(terms, TORRENT, 1, 1);
    bench.journal.requireHotKey(true);

    bench.refused(bench.journal.pay(GIFT), Code.NOT_PERMITTED);
    bench.refused(bench.journal.settle(THEM), Code.NOT_PERMITTED);
    bench.refused(bench.writer.issue(order(2), Bench::digest), Code.NOT_PERMITTED);

    bench.loop.advance(Duration.ofMinutes(1));
    assertThat(bench.ledger.transfers()).isZero();
    assertThat(bench.done(bench.journal.payment("gift"))).isEmpty();
  }

  @Test
  void a_key_that_can_only_transfer_pays_promises_and_settles() throws Exception {
    bench.ledger.hot(true);
    bench.done(bench.journal.open("test"));
    // The one before is stale, so the newest writes.
    var writer = bench.done(bench.journal.open("test"));

    bench.done(bench.journal.pay(GIFT));
    bench.done(writer.issue(order(2), Bench::digest));
    bench.done(bench.journal.settle(THEM));

    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));
    assertThat(bench.ledger.paid(THEM)).isEqualTo(7);
  }

  @Test
  void a_ledger_that_cannot_be_asked_lets_nothing_be_spent() throws Exception {
    bench.ledger.hot(true);
    bench.ledger.mood(FakeLedger.Mood.CANNOT_BE_REACHED);

    bench.refused(bench.journal.pay(GIFT), Code.LEDGER);
    bench.refused(bench.writer.issue(order(2), Bench::digest), Code.NOT_PERMITTED);
  }

  @Test
  void a_permission_that_grows_is_noticed_while_buying() throws Exception {
    bench.ledger.hot(true);
    var writer = bench.done(bench.journal.open("test"));
    bench.done(writer.issue(order(2), Bench::digest));
    bench.ledger.hot(false);
    bench.done(writer.issue(order(3), Bench::digest));

    bench.loop.advance(HotKey.GOOD.dividedBy(2).plusSeconds(1));
    bench.refused(writer.issue(order(4), Bench::digest), Code.NOT_PERMITTED);

    bench.ledger.hot(true);
    bench.done(writer.issue(order(4), Bench::digest));
  }

  @Test
  void a_word_of_an_hour_ago_is_not_enough() throws Exception {
    bench.ledger.hot(true);
    var writer = bench.done(bench.journal.open("test"));
    bench.ledger.mood(FakeLedger.Mood.CANNOT_BE_REACHED);
    bench.loop.advance(HotKey.GOOD.minusSeconds(1));
    bench.done(writer.issue(order(2), Bench::digest));
    bench.loop.advance(Duration.ofSeconds(2));

    bench.refused(writer.issue(order(3), Bench::digest), Code.NOT_PERMITTED);
  }

  @Test
  void what_others_promise_is_taken_all_the_same() throws Exception {
    ChannelTerms incoming = bench.incoming(2, THEM);
    bench.done(bench.writer.open(incoming));

    bench.done(bench.writer.accept(signed(incoming, TORRENT, 1, 100, 1)));

    assertThat(bench.done(bench.journal.payer(THEM)).debt()).isEqualTo(100);
  }
}
