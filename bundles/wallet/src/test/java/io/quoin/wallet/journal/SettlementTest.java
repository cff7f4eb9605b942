package io.quoin.wallet.journal;

import static io.quoin.wallet.journal.Bench.OTHERS;
import static io.quoin.wallet.journal.Bench.OTHER_TORRENT;
import static io.quoin.wallet.journal.Bench.THEM;
import static io.quoin.wallet.journal.Bench.TORRENT;
import static io.quoin.wallet.journal.Bench.US;
import static io.quoin.wallet.journal.Bench.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.journal.Settlement.State;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.journal.TorrentMoney;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debts paid through a ledger that is not always kind. */
class SettlementTest {

  @TempDir private Path directory;
  private Bench bench;
  private ChannelTerms first;
  private ChannelTerms second;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.in(directory);
    first = bench.outgoing(1, THEM);
    second = bench.outgoing(2, THEM);
    bench.done(bench.writer.open(first));
    bench.done(bench.writer.open(second));
  }

  @AfterEach
  void everything_adds_up() throws Exception {
    bench.closed(directory);
  }

  private void owe() throws Exception {
    bench.issue(first, TORRENT, 100, 1);
    bench.issue(first, OTHER_TORRENT, 20, 1);
    bench.issue(second, TORRENT, 3, 1);
  }

  private void restart() throws Exception {
    bench.closed(directory);
    bench = bench.reopened(directory);
  }

  private Settlement now(Settlement settlement) throws Exception {
    return bench.done(bench.journal.settlement(settlement.id())).orElseThrow();
  }

  private PayeeAccount account() throws Exception {
    return bench.done(bench.journal.creditors()).stream()
        .filter(account -> account.payee().equals(THEM))
        .findAny()
        .orElse(new PayeeAccount(THEM, 0, 0, 0, Optional.empty()));
  }

  @Test
  void one_transfer_pays_all_lanes_and_channels_of_a_payee() throws Exception {
    owe();

    Settlement settlement = bench.done(bench.journal.settle(THEM));

    assertThat(settlement.state()).isEqualTo(State.PREPARED);
    assertThat(settlement.amount()).isEqualTo(123);
    assertThat(settlement.lanes())
        .containsExactlyInAnyOrder(
            new LaneSettlement(first.id(), TORRENT, 100),
            new LaneSettlement(first.id(), OTHER_TORRENT, 20),
            new LaneSettlement(second.id(), TORRENT, 3));
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(now(settlement).state()).isEqualTo(State.SENT);
    bench.loop.advance(Cashier.PAUSE);
    assertThat(now(settlement).state()).isEqualTo(State.SEEN);
    assertThat(account().settled()).isZero();
    assertThat(account().settling()).isEqualTo(123);
    bench.loop.advance(FakeLedger.FINALITY);
    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(123);
    assertThat(bench.done(bench.journal.creditors())).isEmpty();
    assertThat(bench.done(bench.journal.torrents()))
        .containsExactly(
            new TorrentMoney(TORRENT, 0, 0, 103, 103),
            new TorrentMoney(OTHER_TORRENT, 0, 0, 20, 20));
  }

  @Test
  void who_is_owed_nothing_is_paid_nothing() throws Exception {
    bench.refused(bench.journal.settle(OTHERS), Code.NOTHING_LEFT);
    bench.issue(first, TORRENT, 0, 1);
    bench.refused(bench.journal.settle(THEM), Code.NOTHING_LEFT);
  }

  @Test
  void while_one_is_under_way_there_is_no_second_and_what_comes_later_waits() throws Exception {
    owe();
    CompletionStage<Settlement> one = bench.journal.settle(THEM);
    CompletionStage<Settlement> same = bench.journal.settle(THEM);
    Settlement settlement = bench.done(one);
    assertThat(bench.done(same).id()).isEqualTo(settlement.id());
    bench.issue(first, TORRENT, 150, 2);

    assertThat(bench.done(bench.journal.settle(THEM)).id()).isEqualTo(settlement.id());
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));

    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
    assertThat(account().debt()).isEqualTo(50);
    Settlement next = bench.done(bench.journal.settle(THEM));
    assertThat(next.lanes()).containsExactly(new LaneSettlement(first.id(), TORRENT, 150));
    assertThat(next.amount()).isEqualTo(50);
  }

  @Test
  void equal_debts_are_paid_by_different_transfers() throws Exception {
    bench.issue(first, TORRENT, 10, 1);
    Settlement one = bench.done(bench.journal.settle(THEM));
    ChannelTerms others = bench.outgoing(3, OTHERS);
    bench.done(bench.writer.open(others));
    bench.issue(others, TORRENT, 10, 1);
    Settlement two = bench.done(bench.journal.settle(OTHERS));

    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));

    assertThat(two.id()).isNotEqualTo(one.id());
    assertThat(bench.ledger.transfers()).isEqualTo(2);
  }

  @Test
  void an_answer_that_is_lost_pays_once() throws Exception {
    owe();
    bench.ledger.mood(FakeLedger.Mood.TAKES_AND_LOSES_THE_ANSWER);
    Settlement settlement = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(Duration.ofSeconds(1));
    assertThat(now(settlement).state()).isEqualTo(State.PREPARED);
    assertThat(now(settlement).reason()).contains("UNAVAILABLE");

    restart();
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));

    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
    assertThat(now(settlement).reason()).isEmpty();
    assertThat(bench.ledger.paid(THEM)).isEqualTo(123);
  }

  @Test
  void a_ledger_that_is_away_is_waited_for_over_restarts() throws Exception {
    owe();
    Settlement settlement = bench.done(bench.journal.settle(THEM));
    bench.ledger.mood(FakeLedger.Mood.CANNOT_BE_REACHED);
    bench.loop.advance(Duration.ofMinutes(2));
    restart();
    bench.loop.advance(Duration.ofMinutes(2));
    assertThat(now(settlement).state()).isEqualTo(State.PREPARED);

    bench.ledger.mood(FakeLedger.Mood.TAKES);
    bench.loop.advance(Duration.ofMinutes(2));

    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(123);
  }

  @Test
  void what_cannot_be_prepared_is_refused_and_can_be_asked_for_again() throws Exception {
    owe();
    bench.ledger.mood(FakeLedger.Mood.CANNOT_BE_REACHED);
    bench.refused(bench.journal.settle(THEM), Code.LEDGER);
    assertThat(account().settling()).isZero();
    bench.ledger.mood(FakeLedger.Mood.TAKES);

    Settlement settlement = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));

    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
  }

  @Test
  void a_refused_transfer_expires_only_when_it_is_impossible_and_is_owed_again() throws Exception {
    owe();
    bench.ledger.mood(FakeLedger.Mood.REFUSES);
    Settlement settlement = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(Cashier.LIFETIME.plus(FakeLedger.FINALITY).minusSeconds(1));
    assertThat(now(settlement).state()).isEqualTo(State.PREPARED);
    assertThat(now(settlement).reason()).contains("INSUFFICIENT_BALANCE");

    bench.loop.advance(Cashier.PAUSE.plusSeconds(1));

    assertThat(now(settlement).state()).isEqualTo(State.EXPIRED);
    assertThat(account().debt()).isEqualTo(123);
    assertThat(account().settling()).isZero();
    bench.ledger.mood(FakeLedger.Mood.TAKES);
    Settlement again = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));
    assertThat(again.id()).isNotEqualTo(settlement.id());
    assertThat(bench.ledger.paid(THEM)).isEqualTo(123);
  }

  @Test
  void a_transfer_that_a_fork_undid_is_sent_again() throws Exception {
    owe();
    Settlement settlement = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(Duration.ofSeconds(20));
    assertThat(now(settlement).state()).isEqualTo(State.SEEN);

    bench.ledger.forget(settlement.id());
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));

    assertThat(now(settlement).state()).isEqualTo(State.FINAL);
    assertThat(bench.ledger.paid(THEM)).isEqualTo(123);
  }

  @Test
  void settlements_under_way_are_listed_before_those_that_are_over() throws Exception {
    owe();
    Settlement over = bench.done(bench.journal.settle(THEM));
    bench.loop.advance(FakeLedger.FINALITY.multipliedBy(2));
    bench.issue(first, TORRENT, 101, 2);
    Settlement underWay = bench.done(bench.journal.settle(THEM));

    assertThat(bench.done(bench.journal.settlements(10)))
        .extracting(Settlement::id)
        .containsExactly(underWay.id(), over.id());
    assertThat(bench.done(bench.journal.settlements(1)))
        .extracting(Settlement::id)
        .containsExactly(underWay.id());
  }

  private ChannelTerms earning() throws Exception {
    ChannelTerms terms = bench.incoming(9, THEM);
    bench.done(bench.writer.open(terms));
    bench.done(bench.writer.accept(signed(terms, TORRENT, 1, 100, 1)));
    bench.done(bench.writer.accept(signed(terms, OTHER_TORRENT, 1, 50, 1)));
    return terms;
  }

  private TransferId paidToUs(long amount) {
    TransferId id = bench.ledger.pay(THEM, US, bench.ledger.token().id(), amount);
    bench.loop.advance(FakeLedger.FINALITY);
    return id;
  }

  private static SettlementClaim claim(TransferId id, LaneSettlement... lanes) {
    return new SettlementClaim(id, THEM, List.of(lanes));
  }

  @Test
  void a_claim_is_believed_once_the_ledger_shows_it_as_final() throws Exception {
    ChannelTerms terms = earning();
    TransferId id = bench.ledger.pay(THEM, US, bench.ledger.token().id(), 150);
    SettlementClaim claim =
        claim(
            id,
            new LaneSettlement(terms.id(), TORRENT, 100),
            new LaneSettlement(terms.id(), OTHER_TORRENT, 50));
    bench.refused(bench.journal.credit(claim), Code.NOT_FINAL);
    bench.loop.advance(FakeLedger.FINALITY);

    assertThat(bench.done(bench.journal.credit(claim))).isEqualTo(150);

    bench.refused(bench.journal.credit(claim), Code.ALREADY_CREDITED);
    assertThat(bench.done(bench.journal.payer(THEM)).settled()).isEqualTo(150);
  }

  @Test
  void of_two_equal_claims_at_once_one_is_credited() throws Exception {
    ChannelTerms terms = earning();
    SettlementClaim claim = claim(paidToUs(60), new LaneSettlement(terms.id(), TORRENT, 60));

    CompletionStage<Long> one = bench.journal.credit(claim);
    CompletionStage<Long> two = bench.journal.credit(claim);

    assertThat(bench.done(one)).isEqualTo(60);
    bench.refused(two, Code.ALREADY_CREDITED);
  }

  @Test
  void a_transfer_is_not_credited_a_second_time_for_another_lane() throws Exception {
    ChannelTerms terms = earning();
    TransferId id = paidToUs(50);
    bench.done(bench.journal.credit(claim(id, new LaneSettlement(terms.id(), TORRENT, 50))));

    bench.refused(
        bench.journal.credit(claim(id, new LaneSettlement(terms.id(), OTHER_TORRENT, 50))),
        Code.ALREADY_CREDITED);
  }

  @Test
  void a_claim_that_does_not_fit_the_transfer_or_the_books_is_refused() throws Exception {
    ChannelTerms terms = earning();
    TransferId id = paidToUs(60);
    TransferId otherToken = bench.ledger.pay(THEM, US, new TokenId(1), 60);
    TransferId fromOthers = bench.ledger.pay(OTHERS, US, bench.ledger.token().id(), 60);
    TransferId toOthers = bench.ledger.pay(THEM, OTHERS, bench.ledger.token().id(), 60);
    bench.loop.advance(FakeLedger.FINALITY);
    LaneSettlement lane = new LaneSettlement(terms.id(), TORRENT, 60);

    for (TransferId wrong : List.of(otherToken, fromOthers, toOthers)) {
      bench.refused(bench.journal.credit(claim(wrong, lane)), Code.NOT_AS_CLAIMED);
    }
    for (long upTo : new long[] {1, 59, 61, 100, 101, Long.MAX_VALUE}) {
      bench.refused(
          bench.journal.credit(claim(id, new LaneSettlement(terms.id(), TORRENT, upTo))),
          Code.NOT_AS_CLAIMED);
    }
    bench.refused(
        bench.journal.credit(
            claim(
                id,
                new LaneSettlement(terms.id(), TORRENT, 30),
                new LaneSettlement(terms.id(), TORRENT, 30))),
        Code.NOT_AS_CLAIMED);
    bench.refused(
        bench.journal.credit(claim(id, new LaneSettlement(first.id(), TORRENT, 60))),
        Code.NOT_AS_CLAIMED);
    bench.refused(
        bench.journal.credit(
            claim(id, new LaneSettlement(bench.incoming(77, THEM).id(), TORRENT, 60))),
        Code.UNKNOWN_CHANNEL);
    assertThat(bench.done(bench.journal.credit(claim(id, lane)))).isEqualTo(60);
  }

  @Test
  void a_debt_that_was_given_up_can_still_be_paid_and_the_rest_stays_owed() throws Exception {
    ChannelTerms terms = earning();
    bench.done(bench.writer.giveUp(THEM));
    bench.done(bench.writer.close(terms.id()));

    bench.done(
        bench.journal.credit(claim(paidToUs(80), new LaneSettlement(terms.id(), TORRENT, 80))));

    assertThat(bench.done(bench.journal.payer(THEM)).debt()).isEqualTo(70);
    assertThat(bench.done(bench.journal.payer(THEM)).lost()).isEqualTo(70);
  }
}
