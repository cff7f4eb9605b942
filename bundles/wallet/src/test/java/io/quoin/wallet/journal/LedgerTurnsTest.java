package io.quoin.wallet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.ledger.LedgerException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerTurnsTest {

  private final List<CompletableFuture<Long>> asked = new ArrayList<>();
  private boolean atOnce;
  private boolean broken;

  private final LedgerTurns turns = new LedgerTurns(new FakeLedger(InstantSource.system()));

  private CompletableFuture<Long> answer() {
    if (broken) {
      throw new IllegalStateException("on purpose");
    }
    CompletableFuture<Long> answer = new CompletableFuture<>();
    asked.add(answer);
    if (atOnce) {
      answer.complete((long) asked.size());
    }
    return answer;
  }

  private List<CompletableFuture<Long>> ask(int questions) {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      answers.add(turns.ask(ledger -> answer()).toCompletableFuture());
    }
    return answers;
  }

  @Test
  void so_many_are_asked_at_a_time_and_the_others_in_their_turn() {
    List<CompletableFuture<Long>> answers = ask(LedgerTurns.MOST + 2);
    int atFirst = asked.size();

    asked.get(5).complete(50L);
    int afterOne = asked.size();
    asked.get(6).completeExceptionally(new IllegalStateException("on purpose"));
    asked.get(LedgerTurns.MOST + 1).complete(70L);

    assertThat(atFirst).isEqualTo(LedgerTurns.MOST);
    assertThat(afterOne).isEqualTo(LedgerTurns.MOST + 1);
    assertThat(answers.get(5)).isCompletedWithValue(50L);
    assertThat(answers.get(6)).isCompletedExceptionally();
    assertThat(answers.get(LedgerTurns.MOST + 1)).isCompletedWithValue(70L);
    assertThat(answers.get(7)).isNotDone();
  }

  @Test
  void more_than_may_wait_are_refused_as_by_a_busy_ledger() {
    List<CompletableFuture<Long>> answers = ask(LedgerTurns.MOST + LedgerTurns.WAITING + 1);

    CompletableFuture<Long> last = answers.get(answers.size() - 1);
    assertThatThrownBy(last::join)
        .cause()
        .isInstanceOfSatisfying(
            LedgerException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(LedgerException.Code.BUSY));
    assertThat(answers.subList(0, answers.size() - 1)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void answers_that_come_at_once_do_not_pile_up() {
    List<CompletableFuture<Long>> answers = ask(LedgerTurns.MOST + LedgerTurns.WAITING);

    atOnce = true;
    asked.get(0).complete(0L);

    assertThat(answers).filteredOn(CompletableFuture::isDone).hasSize(LedgerTurns.WAITING + 1);
  }

  @Test
  void a_question_that_breaks_keeps_no_place() {
    broken = true;
    List<CompletableFuture<Long>> answers = ask(2 * LedgerTurns.MOST);
    broken = false;

    ask(1);

    assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(asked).hasSize(1);
  }
}
