package io.quoin.control.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QuestionsTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Questions questions = new Questions("questions-test");
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
    questions.close();
  }

  @Test
  void an_answer_is_given_and_a_failure_is_told() {
    IllegalStateException failure = new IllegalStateException("no");

    assertThat(questions.ask("a", () -> 7, LONG)).isEqualTo(new Reply.Given<>(7));
    assertThat(
            questions.ask(
                "a",
                () -> {
                  throw failure;
                },
                LONG))
        .isEqualTo(new Reply.Threw<>(failure));
  }

  @Test
  void many_quick_answers_in_a_row_all_come() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(questions.ask("a", () -> "quick", LONG)).isInstanceOf(Reply.Given.class);
    }
  }

  @Test
  void what_hangs_is_not_asked_again_until_it_returns() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    Reply<String> first =
        questions.ask(
            "a",
            () -> {
              release.await();
              returned.countDown();
              return "late";
            },
            SOON);
    Reply<String> second = questions.ask("a", () -> "asked again", LONG);

    assertThat(first).isEqualTo(new Reply.Late<>(SOON));
    assertThat(second).isInstanceOf(Reply.Late.class);
    assertThat(((Reply.Late<String>) second).since()).isGreaterThanOrEqualTo(SOON);

    release.countDown();
    assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
    Reply<String> third =
        await()
            .until(
                () -> questions.ask("a", () -> "asked again", LONG),
                reply -> !(reply instanceof Reply.Late<String>));
    assertThat(third).isEqualTo(new Reply.Given<>("asked again"));
  }

  @Test
  void only_so_many_may_hang_at_once() {
    List<Reply<Boolean>> replies = new ArrayList<>();
    for (int i = 0; i <= Questions.MOST_LATE; i++) {
      replies.add(questions.ask(new Object(), () -> release.await(60, TimeUnit.SECONDS), SOON));
    }

    assertThat(replies.subList(0, Questions.MOST_LATE))
        .allSatisfy(reply -> assertThat(reply).isInstanceOf(Reply.Late.class));
    assertThat(replies.get(Questions.MOST_LATE)).isEqualTo(new Reply.Unasked<>());
  }

  @Test
  void nothing_is_asked_after_the_end() {
    questions.close();

    assertThat(questions.ask("a", () -> 7, LONG)).isEqualTo(new Reply.Unasked<>());
  }
}
