package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.OTHER_TORRENT;
import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.Budgets;
import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.api.wallet.WalletException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How entries are put together, committed and answered. */
class ClerkTest {

  private final Statements statements = new Statements();

  @TempDir private Path directory;
  private Bench bench;
  private ChannelTerms in;
  private ChannelTerms out;

  @BeforeEach
  void open() throws Exception {
    JournalPlace place = new JournalPlace(directory, statements, Limits.DEFAULT);
    bench = Bench.in(place, Budgets.UNLIMITED, new HandLoop());
    in = bench.incoming(1, THEM);
    out = bench.outgoing(2, THEM);
    bench.done(bench.writer.open(in));
    bench.done(bench.writer.open(out));
    bench.loop.advance(Clerk.PACE);
    statements.forget();
  }

  private CompletionStage<Void> accept(long sequence) {
    return bench.writer.accept(signed(in, TORRENT, sequence, sequence, sequence));
  }

  private CompletionStage<SignedVoucher> issue(long amount) {
    return bench.writer.issue(new VoucherOrder(out.id(), TORRENT, amount, amount), Bench::digest);
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  @Test
  void the_first_entry_after_a_rest_is_committed_at_once() {
    CompletionStage<Void> first = accept(1);

    bench.loop.run();

    assertThat(isDone(first)).isTrue();
    assertThat(statements.count("COMMIT")).isEqualTo(1);
  }

  @Test
  void entries_that_come_within_twenty_milliseconds_share_one_commit() throws Exception {
    bench.done(accept(1));
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 2; i < 102; i++) {
      stages.add(accept(i));
    }
    stages.add(issue(1));
    stages.add(bench.journal.payer(THEM));

    bench.loop.advance(Clerk.PACE.minusNanos(1));
    assertThat(stages).noneMatch(ClerkTest::isDone);
    bench.loop.advance(Duration.ofNanos(1));

    assertThat(stages).allMatch(ClerkTest::isDone);
    assertThat(statements.count("COMMIT")).isEqualTo(2);
  }

  @Test
  void nothing_is_answered_before_it_is_committed() throws Exception {
    List<Integer> commits = new ArrayList<>();
    accept(1).thenRun(() -> commits.add(statements.count("COMMIT")));
    accept(2).thenRun(() -> commits.add(statements.count("COMMIT")));

    bench.loop.run();

    assertThat(commits).containsExactly(1, 1);
  }

  @Test
  void entries_are_answered_in_order_each_by_itself() throws Exception {
    List<String> answers = new ArrayList<>();
    accept(1).whenComplete((done, failure) -> answers.add("one " + (failure == null)));
    accept(1).whenComplete((done, failure) -> answers.add("again " + (failure == null)));
    accept(5).whenComplete((done, failure) -> answers.add("five " + (failure == null)));
    accept(3).whenComplete((done, failure) -> answers.add("three " + (failure == null)));
    bench
        .journal
        .payer(THEM)
        .whenComplete((payer, failure) -> answers.add("owes " + payer.vouchered()));
    issue(2).whenComplete((done, failure) -> answers.add("issue " + (failure == null)));

    bench.loop.run();

    assertThat(answers)
        .containsExactly(
            "one true", "again true", "five true", "three false", "owes 5", "issue true");
  }

  @Test
  void an_entry_that_is_refused_leaves_nothing_behind() throws Exception {
    ChannelTerms narrow = bench.terms(9, THEM, Bench.US, 10);
    bench.done(bench.writer.open(narrow));

    CompletionStage<Void> refused = bench.writer.accept(signed(narrow, OTHER_TORRENT, 1, 11, 1));
    bench.refused(refused, Code.OVER_CAPACITY);

    Channel channel = bench.done(bench.journal.channel(narrow.id())).orElseThrow();
    assertThat(channel.lanes()).isEmpty();
  }

  @Test
  void vouchers_of_one_lane_in_one_group_are_signed_one_after_the_other() throws Exception {
    bench.wallet.slow(true);
    CompletionStage<SignedVoucher> first = issue(1);
    CompletionStage<SignedVoucher> second = issue(2);
    CompletionStage<Optional<Channel>> read = bench.journal.channel(out.id());
    bench.loop.run();
    assertThat(bench.wallet.waiting()).isEqualTo(1);
    bench.wallet.signNext();
    bench.loop.run();
    assertThat(isDone(first)).isFalse();
    bench.wallet.signNext();
    bench.loop.run();

    assertThat(bench.done(first).voucher().sequence()).isEqualTo(1);
    assertThat(bench.done(second).voucher().sequence()).isEqualTo(2);
    assertThat(bench.done(read).orElseThrow().lanes().get(0).newest()).contains(bench.done(second));
    assertThat(statements.count("COMMIT")).isEqualTo(1);
  }

  @Test
  void vouchers_of_several_lanes_are_signed_together_and_others_wait_for_the_next_group()
      throws Exception {
    bench.wallet.slow(true);
    CompletionStage<SignedVoucher> first = issue(1);
    CompletionStage<SignedVoucher> second =
        bench.writer.issue(new VoucherOrder(out.id(), OTHER_TORRENT, 1, 1), Bench::digest);
    CompletionStage<Void> beside = accept(1);
    bench.loop.run();
    CompletionStage<Void> later = accept(2);
    bench.loop.run();
    assertThat(bench.wallet.waiting()).isEqualTo(2);
    assertThat(isDone(beside)).isFalse();

    bench.wallet.signNext();
    bench.wallet.signNext();
    bench.loop.run();

    assertThat(List.of(first, second, beside)).allMatch(ClerkTest::isDone);
    assertThat(isDone(later)).isFalse();
    bench.done(later);
  }

  @Test
  void a_voucher_that_is_not_signed_is_not_there_and_harms_no_other() throws Exception {
    bench.wallet.slow(true);
    CompletionStage<Void> before = accept(1);
    CompletionStage<SignedVoucher> failing = issue(1);
    CompletionStage<SignedVoucher> after = issue(5);
    bench.loop.run();
    bench.wallet.failNext(new WalletException(WalletException.Code.BUSY, "on purpose"));
    bench.loop.run();
    bench.wallet.signNext();
    bench.loop.run();

    assertThat(bench.refused(failing, Code.NOT_SIGNED)).cause().hasMessage("on purpose");
    assertThat(bench.done(after).voucher().sequence()).isEqualTo(1);
    bench.done(before);
    assertThat(bench.done(bench.journal.budgets(THEM, TORRENT)).used().total()).isEqualTo(5);
  }

  @Test
  void a_wallet_that_never_answers_is_waited_for_ten_seconds() throws Exception {
    bench.wallet.slow(true);
    CompletionStage<SignedVoucher> failing = issue(1);
    CompletionStage<Void> beside = accept(1);
    bench.loop.advance(Clerk.SIGNING_TIMEOUT.minusMillis(1));
    assertThat(isDone(beside)).isFalse();

    bench.loop.advance(Duration.ofMillis(1));

    bench.refused(failing, Code.NOT_SIGNED);
    bench.done(beside);
    bench.wallet.signNext();
    bench.loop.run();
    assertThat(bench.done(bench.journal.channel(out.id())).orElseThrow().lanes()).isEmpty();
  }

  @Test
  void a_digest_that_cannot_be_made_fails_its_voucher_alone() throws Exception {
    CompletionStage<SignedVoucher> failing =
        bench.writer.issue(
            new VoucherOrder(out.id(), TORRENT, 1, 1),
            voucher -> {
              throw new IllegalStateException("on purpose");
            });
    CompletionStage<SignedVoucher> after = issue(1);

    bench.refused(failing, Code.NOT_SIGNED);
    assertThat(bench.done(after).voucher().sequence()).isEqualTo(1);
  }

  @Test
  void more_than_may_wait_is_refused_and_the_rest_is_done_in_bounded_groups() throws Exception {
    List<CompletionStage<Void>> stages = new ArrayList<>();
    for (int i = 1; i <= Clerk.WAITING; i++) {
      stages.add(accept(i));
    }

    bench.refused(accept(Clerk.WAITING + 1L), Code.BUSY);

    bench.done(stages.get(stages.size() - 1));
    assertThat(stages).allMatch(ClerkTest::isDone);
    assertThat(statements.count("COMMIT")).isEqualTo(Clerk.WAITING / Clerk.GROUP);
  }

  @Test
  void a_closed_journal_does_what_it_took_and_refuses_more() throws Exception {
    CompletionStage<Void> taken = accept(1);
    CompletionStage<Void> closed = bench.journal.close();

    bench.refused(accept(2), Code.CLOSED);
    bench.refused(bench.journal.debtors(), Code.CLOSED);
    bench.done(closed);

    assertThat(isDone(taken)).isTrue();
    bench.done(bench.journal.close());
    Bench again = bench.reopened(directory);
    assertThat(again.done(again.journal.payer(THEM)).vouchered()).isEqualTo(1);
    again.closed(directory);
  }

  @Test
  void a_disk_that_fails_once_fails_its_group_and_the_next_is_taken_again() throws Exception {
    bench.done(accept(1));
    statements.failNext("COMMIT");

    bench.refused(accept(2), Code.STORAGE);

    bench.done(accept(3));
    assertThat(bench.done(bench.journal.payer(THEM)).vouchered()).isEqualTo(3);
    bench.closed(directory);
  }

  @Test
  void a_disk_that_fails_for_long_fails_everything_until_it_is_back() throws Exception {
    statements.broken(true);
    bench.refused(accept(1), Code.STORAGE);
    bench.refused(accept(1), Code.STORAGE);
    statements.broken(false);

    bench.done(accept(1));

    bench.closed(directory);
  }
}
