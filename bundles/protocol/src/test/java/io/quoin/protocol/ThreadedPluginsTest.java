package io.quoin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadedPluginsTest {
  private static final long SOON = 30;

  private final ScheduledThreadPoolExecutor engine = new ScheduledThreadPoolExecutor(1);
  private final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
  private final CountDownLatch latch = new CountDownLatch(1);

  @AfterEach
  void end() {
    latch.countDown();
    engine.shutdownNow();
  }

  private ThreadedPlugins plugins() {
    Complaints complaints = new Complaints();
    complaints.came((culprit, fault, words) -> faults.add(culprit + " " + fault + ": " + words));
    engine.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
    return new ThreadedPlugins(engine, complaints, Duration.ofMillis(10));
  }

  @Test
  void a_call_that_does_not_return_is_complained_of_and_the_look_ends_with_the_thread()
      throws Exception {
    ThreadedPlugins site = plugins();
    PluginThread thread = site.thread("x", () -> site.fault("it", PluginFault.BLOCKED, "hangs"));

    thread.execute(() -> awaitUninterruptibly(latch));
    String complaint = faults.poll(SOON, TimeUnit.SECONDS);
    thread.abandon(() -> {});
    latch.countDown();
    engine.shutdown();

    assertThat(complaint).isEqualTo("it BLOCKED: hangs");
    assertThat(engine.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
