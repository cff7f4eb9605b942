package io.quoin.protocol;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread on which a plugin is called, one task at a time, through a bounded queue. The engine
 * puts tasks in and never waits; a plugin that throws loses that call only.
 */
final class Mailbox {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  /** Tasks that may wait. */
  static final int MOST = 4096;

  private final String owner;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(String owner) {
    this.owner = owner;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "quoin-mailbox-" + owner);
              made.setDaemon(true);
              return made;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Puts a task in; false if the mailbox is full or closed, and then the task is dropped. */
  boolean offer(Runnable task) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      return false;
    }
    return put(
        () -> {
          waiting.decrementAndGet();
          task.run();
        });
  }

  /** Puts in a task of a kind that is bounded by other means, such as the number of connections. */
  boolean put(Runnable task) {
    try {
      thread.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /** Puts a task in later. Counts as waiting from now on. */
  boolean after(Duration delay, Runnable task) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      return false;
    }
    try {
      thread.schedule(
          () -> {
            waiting.decrementAndGet();
            run(task);
          },
          delay.toNanos(),
          TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      log.warn("the plugin '{}' failed in a call; the engine goes on without its answer", owner, e);
    }
  }

  /** Takes no more tasks; those that wait are still run, and then the thread ends. */
  void close() {
    thread.shutdown();
  }

  /**
   * Takes no more tasks and forgets those that wait; the thread ends when the call under way
   * returns.
   */
  void abandon() {
    thread.getQueue().clear();
    thread.shutdown();
  }

  /** Whether the thread ended in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return thread.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
