package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.CAPACITY;
import static io.quoin.wallet.journal.Bench.OTHERS;
import static io.quoin.wallet.journal.Bench.OTHER_TORRENT;
import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.US;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.JournalWriter;
import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.LeasePrice;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books, seen through the service. */
class JournalTest {

  @TempDir private Path directory;
  private Optional<Bench> open = Optional.empty();

  private Bench bench() throws Exception {
    return bench(Budgets.UNLIMITED);
  }

  private Bench bench(Budgets budgets) throws Exception {
    open = Optional.of(Bench.in(directory, budgets));
    return open.get();
  }

  private Bench restarted(Bench before) throws Exception {
    before.closed(directory);
    open = Optional.of(before.reopened(directory));
    return open.get();
  }

  @AfterEach
  void everything_adds_up() throws Exception {
    if (open.isPresent()) {
      open.get().closed(directory);
    }
  }

  private static TransferId paid(Bench bench, long amount) {
    TransferId id = bench.ledger.pay(THEM, US, bench.ledger.token().id(), amount);
    bench.loop.advance(FakeLedger.FINALITY);
    return id;
  }

  @Test
  void vouchers_are_numbered_in_each_lane_and_kept_over_a_restart() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));

    SignedVoucher first = bench.issue(terms, TORRENT, 100, 10);
    SignedVoucher second = bench.issue(terms, TORRENT, 100, 20);
    SignedVoucher other = bench.issue(terms, OTHER_TORRENT, 7, 1);
    bench = restarted(bench);

    assertThat(List.of(first, second, other))
        .extracting(voucher -> voucher.voucher().sequence())
        .containsExactly(1L, 2L, 1L);
    Channel channel = bench.done(bench.journal.channel(terms.id())).orElseThrow();
    assertThat(channel.terms()).isEqualTo(terms);
    assertThat(channel.lanes())
        .extracting(Lane::newest)
        .containsExactly(Optional.of(second), Optional.of(other));
    assertThat(bench.issue(terms, TORRENT, 101, 21).voucher().sequence()).isEqualTo(3);
  }

  @Test
  void channels_in_which_more_was_delivered_than_is_vouchered_are_found_after_a_restart()
      throws Exception {
    Bench bench = bench();
    ChannelTerms even = bench.incoming(1, THEM);
    ChannelTerms open = bench.incoming(2, OTHERS);
    ChannelTerms ours = bench.outgoing(3, THEM);
    List<LeasePrice> price = List.of(new LeasePrice(0, 1 << 30));
    for (ChannelTerms terms : List.of(even, open, ours)) {
      bench.done(bench.writer.open(terms));
      bench.done(bench.writer.progress(terms.id(), TORRENT, new LaneProgress(20, 0, 0, price)));
    }
    bench.done(bench.writer.accept(signed(even, TORRENT, 1, 20, 20)));
    bench.done(bench.writer.accept(signed(open, TORRENT, 1, 10, 10)));

    bench = restarted(bench);

    assertThat(bench.done(bench.journal.unvouchered(10)))
        .extracting(Channel::terms)
        .containsExactly(open);
    assertThat(bench.done(bench.journal.unvouchered(10)).get(0).lanes()).hasSize(1);
  }

  @Test
  void a_channel_opened_again_is_the_same_and_never_another() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 5, 1);

    Channel again = bench.done(bench.writer.open(terms));

    assertThat(again.lanes()).hasSize(1);
    bench.refused(bench.writer.open(bench.terms(1, US, THEM, CAPACITY + 1)), Code.OTHER_TERMS);
    bench.refused(bench.writer.open(bench.terms(1, THEM, US, CAPACITY)), Code.OTHER_TERMS);
    bench.refused(bench.writer.open(bench.terms(2, THEM, OTHERS, CAPACITY)), Code.OTHER_TERMS);
  }

  @Test
  void a_closed_channel_promises_nothing_more_and_its_id_is_not_taken_again() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 5, 1);

    bench.done(bench.writer.close(terms.id()));
    bench.done(bench.writer.close(terms.id()));
    bench = restarted(bench);

    bench.refused(bench.writer.open(terms), Code.CHANNEL_CLOSED);
    bench.refused(
        bench.writer.issue(new VoucherOrder(terms.id(), TORRENT, 6, 2), Bench::digest),
        Code.CHANNEL_CLOSED);
    assertThat(bench.done(bench.journal.channels(THEM))).hasSize(1);
  }

  @Test
  void an_unknown_channel_is_refused_everywhere() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.outgoing(1, THEM);
    VoucherOrder order = new VoucherOrder(terms.id(), TORRENT, 1, 1);
    SignedVoucher voucher = signed(terms, TORRENT, 1, 1, 1);

    bench.refused(bench.writer.issue(order, Bench::digest), Code.UNKNOWN_CHANNEL);
    bench.refused(bench.writer.accept(voucher), Code.UNKNOWN_CHANNEL);
    bench.refused(bench.writer.adopt(voucher), Code.UNKNOWN_CHANNEL);
    bench.refused(bench.writer.close(terms.id()), Code.UNKNOWN_CHANNEL);
    bench.refused(
        bench.writer.progress(terms.id(), TORRENT, LaneProgress.NONE), Code.UNKNOWN_CHANNEL);
    assertThat(bench.done(bench.journal.channel(terms.id()))).isEmpty();
  }

  @Test
  void vouchers_go_the_way_of_their_channel_alone() throws Exception {
    Bench bench = bench();
    ChannelTerms out = bench.outgoing(1, THEM);
    ChannelTerms in = bench.incoming(2, THEM);
    bench.done(bench.writer.open(out));
    bench.done(bench.writer.open(in));

    bench.refused(bench.writer.accept(signed(out, TORRENT, 1, 1, 1)), Code.OTHER_TERMS);
    bench.refused(bench.writer.adopt(signed(in, TORRENT, 1, 1, 1)), Code.OTHER_TERMS);
    bench.refused(
        bench.writer.issue(new VoucherOrder(in.id(), TORRENT, 1, 1), Bench::digest),
        Code.OTHER_TERMS);
  }

  @Test
  void a_voucher_never_promises_less_or_for_no_more_bytes() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 100, 10);

    bench.refused(
        bench.writer.issue(new VoucherOrder(terms.id(), TORRENT, 99, 11), Bench::digest),
        Code.NOT_MORE);
    bench.refused(
        bench.writer.issue(new VoucherOrder(terms.id(), TORRENT, 101, 10), Bench::digest),
        Code.NOT_MORE);
  }

  @Test
  void all_lanes_together_stay_within_the_capacity() throws Exception {
    Bench bench = bench();
    ChannelTerms out = bench.outgoing(1, THEM);
    ChannelTerms in = bench.incoming(2, THEM);
    bench.done(bench.writer.open(out));
    bench.done(bench.writer.open(in));
    bench.issue(out, TORRENT, CAPACITY - 10, 1);
    bench.done(bench.writer.accept(signed(in, TORRENT, 1, CAPACITY - 10, 1)));

    bench.issue(out, OTHER_TORRENT, 10, 1);
    bench.done(bench.writer.accept(signed(in, OTHER_TORRENT, 1, 10, 1)));

    bench.refused(
        bench.writer.issue(new VoucherOrder(out.id(), OTHER_TORRENT, 11, 2), Bench::digest),
        Code.OVER_CAPACITY);
    bench.refused(bench.writer.accept(signed(in, OTHER_TORRENT, 2, 11, 2)), Code.OVER_CAPACITY);
    bench.refused(
        bench.writer.accept(signed(in, TORRENT, 2, Long.MAX_VALUE, 2)), Code.OVER_CAPACITY);
  }

  @Test
  void sums_that_would_overflow_are_refused() throws Exception {
    Bench bench = bench();
    ChannelTerms first = bench.terms(1, THEM, US, Long.MAX_VALUE);
    ChannelTerms second = bench.terms(2, THEM, US, Long.MAX_VALUE);
    bench.done(bench.writer.open(first));
    bench.done(bench.writer.open(second));
    bench.done(bench.writer.accept(signed(first, TORRENT, 1, Long.MAX_VALUE, Long.MAX_VALUE)));

    bench.refused(bench.writer.accept(signed(second, TORRENT, 1, 1, 1)), Code.OVER_CAPACITY);
    bench.refused(bench.writer.accept(signed(second, OTHER_TORRENT, 1, 1, 1)), Code.OVER_CAPACITY);
  }

  @Test
  void each_budget_stops_what_exceeds_it_and_is_named() throws Exception {
    Bench bench = bench(new Budgets(100, 150, 180, 250));
    ChannelTerms them = bench.outgoing(1, THEM);
    ChannelTerms others = bench.outgoing(2, OTHERS);
    bench.done(bench.writer.open(them));
    bench.done(bench.writer.open(others));
    bench.issue(them, TORRENT, 100, 1);

    assertThat(over(bench, them, OTHER_TORRENT, 1)).contains("for this address");
    assertThat(over(bench, others, TORRENT, 51)).contains("for this torrent");
    bench.issue(others, TORRENT, 50, 1);
    assertThat(over(bench, others, OTHER_TORRENT, 31)).contains("for today");
    bench.issue(others, OTHER_TORRENT, 30, 1);
    bench.loop.advance(Duration.ofHours(12));

    bench.issue(others, OTHER_TORRENT, 50, 2);
    assertThat(bench.done(bench.journal.budgets(OTHERS, OTHER_TORRENT)).used())
        .isEqualTo(new Budgets(100, 50, 20, 200));
    assertThat(bench.done(bench.journal.budgets(OTHERS, OTHER_TORRENT)).room()).isZero();
    assertThat(bench.done(bench.journal.budgets(THEM, TORRENT)).committed()).isEqualTo(200);
  }

  private static String over(Bench bench, ChannelTerms terms, TorrentId lane, long amount) {
    return bench
        .refused(
            bench.writer.issue(new VoucherOrder(terms.id(), lane, amount, 1000), Bench::digest),
            Code.OVER_BUDGET)
        .getMessage();
  }

  @Test
  void the_total_budget_holds_over_days() throws Exception {
    Bench bench = bench(new Budgets(1000, 1000, 100, 150));
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 100, 1);
    bench.loop.advance(Duration.ofDays(1));

    assertThat(over(bench, terms, TORRENT, 151)).contains("in all");
    bench.issue(terms, TORRENT, 150, 2);
  }

  @Test
  void nothing_is_spent_without_a_budget() throws Exception {
    Bench bench = bench(Budgets.NOTHING);
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));

    over(bench, terms, TORRENT, 1);
    bench.issue(terms, TORRENT, 0, 1);
  }

  @Test
  void a_voucher_that_was_lost_is_adopted_and_counts_against_the_budgets() throws Exception {
    Bench bench = bench(new Budgets(10, 10, 10, 10));
    ChannelTerms terms = bench.outgoing(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.issue(terms, TORRENT, 5, 1);

    bench.done(bench.writer.adopt(signed(terms, TORRENT, 9, 50, 7)));

    assertThat(bench.done(bench.journal.budgets(THEM, TORRENT)).used().total()).isEqualTo(50);
    over(bench, terms, TORRENT, 51);
    bench.refused(bench.writer.adopt(signed(terms, TORRENT, 8, 60, 8)), Code.OLD_VOUCHER);
    bench.refused(bench.writer.adopt(signed(terms, TORRENT, 10, 49, 8)), Code.NOT_MORE);
    assertThat(bench.issue(terms, TORRENT, 50, 8).voucher().sequence()).isEqualTo(10);
  }

  @Test
  void the_same_voucher_again_is_fine_and_changes_nothing() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    SignedVoucher voucher = signed(terms, TORRENT, 3, 100, 1000);
    bench.done(bench.writer.accept(voucher));
    PayerAccount before = bench.done(bench.journal.payer(THEM));

    bench.done(bench.writer.accept(voucher));

    assertThat(bench.done(bench.journal.payer(THEM))).isEqualTo(before);
    assertThat(before.vouchered()).isEqualTo(100);
  }

  @Test
  void an_older_voucher_or_another_of_its_sequence_is_refused() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 3, 100, 1000)));

    bench.refused(bench.writer.accept(signed(terms, TORRENT, 2, 200, 2000)), Code.OLD_VOUCHER);
    bench.refused(bench.writer.accept(signed(terms, TORRENT, 3, 200, 2000)), Code.OLD_VOUCHER);
    bench.refused(bench.writer.accept(signed(terms, TORRENT, 4, 99, 2000)), Code.NOT_MORE);
    bench.refused(bench.writer.accept(signed(terms, TORRENT, 4, 100, 1000)), Code.NOT_MORE);
    bench.done(bench.writer.accept(signed(terms, TORRENT, 4, 100, 1001)));
  }

  @Test
  void the_write_off_allowance_begins_at_a_mebibyte_and_grows_by_a_hundredth() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 1, 1000)));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 2, 1, 3000)));
    long all = (1 << 20) + 10 + 20;

    assertThat(bench.done(bench.writer.writeOff(THEM, 40))).isEqualTo(all - 40);
    bench.refused(bench.writer.writeOff(THEM, all - 39), Code.NOTHING_LEFT);
    bench.refused(bench.writer.writeOff(THEM, 0), Code.NOTHING_LEFT);
    assertThat(bench.done(bench.writer.writeOff(THEM, all - 40))).isZero();
    bench = restarted(bench);

    assertThat(bench.done(bench.journal.payer(THEM)).writeOff()).isZero();
    assertThat(bench.done(bench.journal.payer(OTHERS)).writeOff()).isEqualTo(1 << 20);
  }

  @Test
  void progress_is_kept_over_a_restart_and_beside_the_vouchers() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    LaneProgress progress =
        new LaneProgress(
            5000, 4000, 17, List.of(new LeasePrice(1000, 3), new LeasePrice(2000, 1L << 53)));
    bench.done(bench.writer.progress(terms.id(), TORRENT, progress));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 20, 2000)));
    bench = restarted(bench);

    Channel channel = bench.done(bench.journal.channel(terms.id())).orElseThrow();

    assertThat(channel.lanes()).hasSize(1);
    assertThat(channel.lanes().get(0).progress()).isEqualTo(progress);
    assertThat(channel.lanes().get(0).amount()).isEqualTo(20);
  }

  @Test
  void what_is_owed_and_since_when_follows_the_settlements() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.loop.advance(Duration.ofSeconds(1));
    Instant first = bench.loop.instant();
    bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 100, 1)));
    bench.loop.advance(Duration.ofHours(1));
    Instant second = bench.loop.instant();
    bench.done(bench.writer.accept(signed(terms, TORRENT, 2, 150, 2)));

    assertThat(bench.done(bench.journal.payer(THEM)).oldest()).contains(first);
    bench.done(bench.journal.credit(claim(terms, paid(bench, 60), 60)));
    assertThat(bench.done(bench.journal.payer(THEM)).oldest()).contains(first);
    bench.done(bench.journal.credit(claim(terms, paid(bench, 40), 100)));
    assertThat(bench.done(bench.journal.payer(THEM)).oldest())
        .hasValueSatisfying(since -> assertThat(since).isBetween(second, second.plusMillis(20)));
    bench.done(bench.journal.credit(claim(terms, paid(bench, 50), 150)));

    PayerAccount clear = bench.done(bench.journal.payer(THEM));
    assertThat(clear.oldest()).isEmpty();
    assertThat(clear.debt()).isZero();
    assertThat(clear.settledRecently()).isEqualTo(150);
    assertThat(bench.done(bench.journal.debtors())).isEmpty();
    assertThat(bench.done(bench.journal.torrents()))
        .containsExactly(new TorrentMoney(TORRENT, 150, 150, 0, 0));
  }

  private static SettlementClaim claim(ChannelTerms terms, TransferId id, long upTo) {
    return new SettlementClaim(
        id, terms.payer(), List.of(new LaneSettlement(terms.id(), TORRENT, upTo)));
  }

  @Test
  void many_promises_keep_few_times() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.loop.advance(Duration.ofSeconds(1));
    Instant first = bench.loop.instant();
    for (int i = 1; i <= 600; i++) {
      bench.done(bench.writer.accept(signed(terms, TORRENT, i, i, i)));
      bench.loop.advance(Duration.ofSeconds(6));
    }

    assertThat(bench.done(bench.journal.payer(THEM)).oldest()).contains(first);
    bench.closed(directory);
    open = Optional.empty();
    Owner owner = new Owner(US, bench.ledger.net(), bench.ledger.token().id());
    try (Database database = new Database(SqliteFile.open(directory.resolve(owner.fileName())))) {
      assertThat(database.number("SELECT count(*) FROM marks")).isLessThanOrEqualTo(7);
    }
  }

  @Test
  void settled_money_counts_as_recent_for_ninety_days() throws Exception {
    Bench bench = bench();
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 100, 1)));
    bench.done(bench.journal.credit(claim(terms, paid(bench, 100), 100)));

    bench.loop.advance(Duration.ofDays(90).minusMinutes(1));
    assertThat(bench.done(bench.journal.payer(THEM)).settledRecently()).isEqualTo(100);
    bench.loop.advance(Duration.ofMinutes(2));

    PayerAccount account = bench.done(bench.journal.payer(THEM));
    assertThat(account.settledRecently()).isZero();
    assertThat(account.settled()).isEqualTo(100);
  }

  @Test
  void a_debt_given_up_leaves_the_credit_in_use_and_is_still_owed() throws Exception {
    Bench bench = bench();
    ChannelTerms them = bench.incoming(1, THEM);
    ChannelTerms others = bench.incoming(2, OTHERS);
    bench.done(bench.writer.open(them));
    bench.done(bench.writer.open(others));
    bench.done(bench.writer.accept(signed(them, TORRENT, 1, 100, 1)));
    bench.done(bench.journal.credit(claim(them, paid(bench, 40), 40)));
    bench.done(bench.writer.accept(signed(others, TORRENT, 1, 7, 1)));
    assertThat(bench.done(bench.journal.credit())).isEqualTo(new CreditUse(60, 7, 0));

    assertThat(bench.done(bench.writer.giveUp(THEM))).isEqualTo(60);
    assertThat(bench.done(bench.writer.giveUp(THEM))).isZero();
    assertThat(bench.done(bench.writer.giveUp(OTHERS))).isEqualTo(7);

    assertThat(bench.done(bench.journal.credit())).isEqualTo(new CreditUse(0, 0, 7));
    assertThat(bench.done(bench.journal.payer(THEM)).debt()).isEqualTo(60);
    bench.done(bench.journal.credit(claim(them, paid(bench, 50), 90)));
    assertThat(bench.done(bench.journal.payer(THEM)).lost()).isEqualTo(10);
    bench.loop.advance(Duration.ofHours(25));
    assertThat(bench.done(bench.journal.credit()).lostToStrangers()).isZero();
  }

  @Test
  void whom_we_owe_is_told_with_the_oldest_debt_first() throws Exception {
    Bench bench = bench();
    ChannelTerms them = bench.outgoing(1, THEM);
    ChannelTerms others = bench.outgoing(2, OTHERS);
    bench.done(bench.writer.open(them));
    bench.done(bench.writer.open(others));
    bench.issue(others, TORRENT, 3, 1);
    bench.loop.advance(Duration.ofMinutes(1));
    bench.issue(them, TORRENT, 100, 1);

    List<PayeeAccount> creditors = bench.done(bench.journal.creditors());

    assertThat(creditors).extracting(PayeeAccount::payee).containsExactly(OTHERS, THEM);
    assertThat(creditors).extracting(PayeeAccount::debt).containsExactly(3L, 100L);
  }

  @Test
  void a_writer_that_was_replaced_fails_with_whatever_it_asks() throws Exception {
    Bench bench = bench();
    ChannelTerms out = bench.outgoing(1, THEM);
    ChannelTerms in = bench.incoming(2, THEM);
    bench.done(bench.writer.open(out));
    bench.done(bench.writer.open(in));
    JournalWriter stale = bench.writer;

    JournalWriter fresh = bench.done(bench.journal.open("the next"));

    assertThat(fresh.epoch()).isGreaterThan(stale.epoch());
    bench.refused(stale.open(bench.outgoing(3, THEM)), Code.STALE_WRITER);
    bench.refused(
        stale.issue(new VoucherOrder(out.id(), TORRENT, 1, 1), Bench::digest), Code.STALE_WRITER);
    bench.refused(stale.adopt(signed(out, TORRENT, 1, 1, 1)), Code.STALE_WRITER);
    bench.refused(stale.accept(signed(in, TORRENT, 1, 1, 1)), Code.STALE_WRITER);
    bench.refused(stale.progress(in.id(), TORRENT, LaneProgress.NONE), Code.STALE_WRITER);
    bench.refused(stale.writeOff(THEM, 1), Code.STALE_WRITER);
    bench.refused(stale.giveUp(THEM), Code.STALE_WRITER);
    bench.refused(stale.close(in.id()), Code.STALE_WRITER);
    bench.done(fresh.accept(signed(in, TORRENT, 1, 1, 1)));
    fresh.close();
    bench.refused(fresh.accept(signed(in, TORRENT, 2, 2, 2)), Code.STALE_WRITER);
  }

  @Test
  void an_entry_that_waits_when_its_writer_is_replaced_fails() throws Exception {
    Bench bench = bench();
    ChannelTerms in = bench.incoming(2, THEM);
    bench.done(bench.writer.open(in));

    var fresh = bench.journal.open("the next");
    var late = bench.writer.accept(signed(in, TORRENT, 1, 1, 1));

    bench.done(fresh);
    bench.refused(late, Code.STALE_WRITER);
  }

  @Test
  void epochs_grow_over_restarts() throws Exception {
    Bench first = bench();
    Bench second = restarted(first);

    assertThat(second.writer.epoch()).isGreaterThan(first.writer.epoch());
  }

  @Test
  void a_journal_that_is_open_is_not_opened_twice() throws Exception {
    bench();

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Bench.in(directory))
        .matches(refusal -> refusal.code() == Code.IN_USE);
  }

  @Test
  void a_file_of_another_owner_is_refused() throws Exception {
    Bench bench = bench();
    bench.closed(directory);
    open = Optional.empty();
    Owner ours = new Owner(US, bench.ledger.net(), bench.ledger.token().id());
    Owner stranger = new Owner(US, new NetId(8), bench.ledger.token().id());
    Files.move(directory.resolve(ours.fileName()), directory.resolve(stranger.fileName()));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(
            () ->
                new SqliteJournal(
                    bench.wallet,
                    new FakeLedger(bench.loop, new NetId(8)),
                    Budgets.NOTHING,
                    Bench.place(directory),
                    bench.loop,
                    bench.loop,
                    () -> {}))
        .withMessageContaining("token 1002000, not of")
        .matches(refusal -> refusal.code() == Code.STORAGE);
  }

  @Test
  void a_file_that_is_no_journal_is_refused_and_left_alone() throws Exception {
    Bench bench = bench();
    bench.closed(directory);
    open = Optional.empty();
    Owner owner = new Owner(US, bench.ledger.net(), bench.ledger.token().id());
    Path file = directory.resolve(owner.fileName());
    Files.writeString(file, "not a database at all, ".repeat(100));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Bench.in(directory))
        .matches(refusal -> refusal.code() == Code.STORAGE);
    assertThat(file).content().startsWith("not a database");
  }

  @Test
  void expired_channels_without_a_debt_are_forgotten_and_their_sums_kept() throws Exception {
    Bench bench = bench();
    ChannelTerms owing = bench.incoming(1, THEM);
    ChannelTerms clear = bench.incoming(2, OTHERS);
    bench.done(bench.writer.open(owing));
    bench.done(bench.writer.open(clear));
    bench.done(bench.writer.accept(signed(owing, TORRENT, 1, 5, 1)));
    bench.done(bench.writer.accept(signed(clear, TORRENT, 1, 6, 1)));
    TransferId id = bench.ledger.pay(OTHERS, US, bench.ledger.token().id(), 6);
    bench.loop.advance(FakeLedger.FINALITY);
    bench.done(bench.journal.credit(claim(clear, id, 6)));
    bench.done(bench.writer.close(clear.id()));

    bench.loop.advance(Duration.ofDays(8).plusHours(1));
    bench.done(bench.writer.open(bench.incoming(3, THEM)));

    assertThat(bench.done(bench.journal.channel(owing.id()))).isPresent();
    assertThat(bench.done(bench.journal.channel(clear.id()))).isEmpty();
    assertThat(bench.done(bench.journal.payer(OTHERS)).settled()).isEqualTo(6);
  }

  @Test
  void strangers_who_only_open_give_way_to_others_and_those_who_paid_do_not() throws Exception {
    JournalPlace small = new JournalPlace(directory, SqliteFile::open, new Limits(20, 20, 3));
    Bench bench = Bench.in(small, Budgets.UNLIMITED, new HandLoop());
    open = Optional.of(bench);
    ChannelTerms paying = bench.incoming(1, THEM);
    bench.done(bench.writer.open(paying));
    bench.done(bench.writer.accept(signed(paying, TORRENT, 1, 5, 1)));

    for (int i = 0; i < 200; i++) {
      bench.done(bench.writer.open(bench.incoming(100 + i, Bench.address(100 + i))));
      bench.done(bench.writer.writeOff(Bench.address(100 + i), 1));
    }

    assertThat(bench.done(bench.journal.channel(paying.id()))).isPresent();
    assertThat(bench.done(bench.journal.channel(bench.incoming(299, THEM).id()))).isPresent();
    assertThat(bench.done(bench.journal.channel(bench.incoming(100, THEM).id()))).isEmpty();
    assertThat(bench.done(bench.journal.payer(THEM)).vouchered()).isEqualTo(5);
  }

  @Test
  void when_everybody_has_paid_no_more_channels_and_payers_are_taken() throws Exception {
    JournalPlace small = new JournalPlace(directory, SqliteFile::open, new Limits(5, 5, 3));
    Bench bench = Bench.in(small, Budgets.UNLIMITED, new HandLoop());
    open = Optional.of(bench);
    for (int i = 0; i < 5; i++) {
      ChannelTerms terms = bench.incoming(i, Bench.address(100 + i));
      bench.done(bench.writer.open(terms));
      bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 5, 1)));
    }

    bench.refused(bench.writer.open(bench.incoming(9, THEM)), Code.FULL);
    bench.refused(bench.writer.writeOff(THEM, 1), Code.FULL);
    bench.done(bench.writer.open(bench.outgoing(10, THEM)));
  }

  @Test
  void lanes_of_a_channel_are_bounded() throws Exception {
    JournalPlace small = new JournalPlace(directory, SqliteFile::open, new Limits(20, 20, 3));
    Bench bench = Bench.in(small, Budgets.UNLIMITED, new HandLoop());
    open = Optional.of(bench);
    ChannelTerms terms = bench.incoming(1, THEM);
    bench.done(bench.writer.open(terms));
    for (int i = 0; i < 3; i++) {
      bench.done(bench.writer.accept(signed(terms, Bench.torrent(i), 1, 1, 1)));
    }

    bench.refused(bench.writer.accept(signed(terms, Bench.torrent(9), 1, 1, 1)), Code.FULL);
    bench.done(bench.writer.accept(signed(terms, Bench.torrent(2), 2, 2, 2)));
  }
}
