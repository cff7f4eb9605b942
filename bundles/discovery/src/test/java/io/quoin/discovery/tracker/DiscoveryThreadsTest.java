package io.quoin.discovery.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of a running platform. */
@Timeout(60)
class DiscoveryThreadsTest {

  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @Test
  void the_scheduler_runs_what_is_due_in_order_and_goes_on_after_a_failure() throws Exception {
    SchedulerThread scheduler = new SchedulerThread();

    scheduler.after(Duration.ofMillis(200), () -> ran.add("later"));
    scheduler.after(Duration.ofMillis(100), () -> ran.add("never")).cancel();
    scheduler.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    scheduler.execute(() -> ran.add("now"));

    assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("now");
    assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("later");
    scheduler.close();
  }

  @Test
  void a_closed_scheduler_does_what_was_due_forgets_the_rest_and_ends() throws Exception {
    SchedulerThread scheduler = new SchedulerThread();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    scheduler.execute(() -> thread.complete(Thread.currentThread()));
    scheduler.after(Duration.ofHours(1), () -> ran.add("in an hour"));
    scheduler.execute(() -> ran.add("now"));

    scheduler.close();
    scheduler.execute(() -> ran.add("too late"));
    scheduler.after(Duration.ZERO, () -> ran.add("too late"));

    Thread used = thread.get(20, TimeUnit.SECONDS);
    used.join(20_000);
    assertThat(used.isAlive()).isFalse();
    assertThat(ran).containsExactly("now");
  }

  @Test
  void names_are_looked_up_off_the_callers_thread() throws Exception {
    CompletableFuture<List<InetAddress>> known = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> unknown = new CompletableFuture<>();
    try (NameThread names = new NameThread()) {
      names.lookUp("localhost", known::complete);
      names.lookUp("nowhere.invalid", unknown::complete);

      assertThat(known.get(20, TimeUnit.SECONDS)).isNotEmpty();
      assertThat(unknown.get(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void of_too_many_names_the_last_are_not_looked_up() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    BlockingQueue<List<InetAddress>> told = new LinkedBlockingQueue<>();
    try (NameThread names = new NameThread()) {
      names.lookUp(
          "127.0.0.1",
          addresses -> {
            held.countDown();
            awaitQuietly(hold);
          });
      assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < NameThread.WAITING; i++) {
        names.lookUp("127.0.0.1", told::add);
      }
      int before = told.size();

      names.lookUp("127.0.0.1", told::add);

      assertThat(before).isZero();
      assertThat(told).containsExactly(List.of());
      hold.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
