package io.quoin.storage.crew;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that looks after the others and does things later. It never calls a provider. */
public final class Keeper {

  private static final Logger log = LoggerFactory.getLogger(Keeper.class);

  private final ScheduledThreadPoolExecutor executor;
  private volatile Optional<Thread> thread = Optional.empty();

  /**
   * A keeper without a thread yet.
   *
   * @param name of its thread
   */
  public Keeper(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread only = new Thread(task, name);
              only.setDaemon(true);
              thread = Optional.of(only);
              return only;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs a task later, or never if the keeper is closed before.
   *
   * @param delay until then
   * @param task short, and never waits
   */
  public void later(Duration delay, Runnable task) {
    try {
      executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("Not done, as storage has stopped: {}", task);
    }
  }

  /**
   * Runs a task again and again until the keeper is closed.
   *
   * @param pause between two runs
   * @param task short, and never waits
   */
  public void every(Duration pause, Runnable task) {
    executor.scheduleWithFixedDelay(
        () -> run(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Ends the thread.
   *
   * @param deadline on {@link System#nanoTime}
   * @return false if it still runs
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean close(long deadline) throws InterruptedException {
    executor.shutdown();
    if (thread.isEmpty()) {
      return true;
    }
    thread.get().join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    return !thread.get().isAlive();
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error unexpected) {
      log.error("A task of the keeper failed; report this", unexpected);
    }
  }
}
