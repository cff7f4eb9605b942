package io.quoin.storage.crew;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.storage.crew.Crew.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

  private static final Watched NOBODY = (doing, seconds) -> {};

  private final Patience little = new Patience(Duration.ofNanos(1), Duration.ofHours(1), 3);
  private final Crew crew = new Crew("test-crew-", 2, little);
  private final CountDownLatch letGo = new CountDownLatch(1);

  @AfterEach
  void close() throws InterruptedException {
    letGo.countDown();
    crew.close();
    assertThat(crew.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(20))).isTrue();
  }

  @Test
  void jobs_go_on_while_threads_are_stuck_in_calls() throws InterruptedException {
    stick(2);
    CountDownLatch done = new CountDownLatch(1);

    crew.check();
    crew.execute(worker -> done.countDown());

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void no_more_threads_than_allowed_are_stuck_at_once() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      stick(1);
      crew.check();
    }
    CountDownLatch sixth = new CountDownLatch(1);

    crew.execute(worker -> sixth.countDown());
    crew.check();

    assertThat(sixth.await(100, TimeUnit.MILLISECONDS)).isFalse();
    letGo.countDown();
    assertThat(sixth.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_job_that_throws_does_not_end_its_thread() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);

    crew.execute(
        worker -> {
          throw new IllegalStateException("on purpose");
        });
    crew.execute(worker -> done.countDown());

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void jobs_of_a_strand_are_done_one_after_another_and_in_order() throws InterruptedException {
    Strand strand = new Strand(crew);
    List<Integer> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1000);

    for (int i = 0; i < 1000; i++) {
      int number = i;
      strand.execute(
          worker -> {
            order.add(number);
            done.countDown();
          });
    }

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(order).hasSize(1000).isSorted();
  }

  @Test
  void a_thread_that_was_written_off_just_as_its_call_returned_ends_too() throws Exception {
    Patience none = new Patience(Duration.ZERO, Duration.ofHours(1), 1);
    Crew single = new Crew("test-crew", 1, none);
    CountDownLatch done = new CountDownLatch(1);
    single.execute(worker -> done.countDown());
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();

    single.check();
    single.close();

    assertThat(single.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(20))).isTrue();
  }

  @Test
  void an_overdue_call_is_told_once() throws InterruptedException {
    Crew impatient = new Crew("test-crew", 1, new Patience(Duration.ZERO, Duration.ZERO, 1));
    List<String> told = new ArrayList<>();
    CountDownLatch inCall = new CountDownLatch(1);
    impatient.execute(
        worker -> {
          worker.begin((doing, seconds) -> told.add(doing), "writing", "'x'");
          inCall.countDown();
          await(letGo);
          worker.end();
        });
    inCall.await();

    impatient.check();
    impatient.check();

    assertThat(told).containsExactly("writing 'x'");
    letGo.countDown();
    impatient.close();
    assertThat(impatient.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(20))).isTrue();
  }

  /** Has as many threads stuck in a call. */
  private void stick(int threads) throws InterruptedException {
    CountDownLatch inCall = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      crew.execute(
          worker -> {
            worker.begin(NOBODY, "hanging", "");
            inCall.countDown();
            await(letGo);
            worker.end();
          });
    }
    assertThat(inCall.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_strand_whose_thread_returns_after_the_close_still_does_what_it_took()
      throws InterruptedException {
    Strand strand = new Strand(crew);
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(40);
    strand.execute(
        worker -> {
          worker.begin(NOBODY, "calling", "the provider");
          stuck.countDown();
          await(letGo);
        });
    assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 40; i++) {
      strand.execute(worker -> done.countDown());
    }
    crew.check();

    crew.close();
    letGo.countDown();

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void after_the_close_nothing_is_taken() {
    crew.close();

    assertThat(crew.execute(worker -> {})).isFalse();
    assertThat(new Strand(crew).execute(worker -> {})).isFalse();
  }
}
