package io.quoin.protocol;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a plugin is called, one task at a time, through a bounded queue. The engine puts tasks in
 * and never waits; a plugin that throws loses that call only.
 */
final class Mailbox {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  /** Tasks that may wait. */
  static final int MOST = 4096;

  private final String owner;
  private final PluginThread thread;
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(String owner, PluginSite site) {
    this.owner = owner;
    this.thread = site.thread(owner);
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
    return thread.execute(() -> run(task));
  }

  /** Puts a task in later. Counts as waiting from now on. */
  boolean after(Duration delay, Runnable task) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      return false;
    }
    return thread.after(
        delay,
        () -> {
          waiting.decrementAndGet();
          run(task);
        });
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
    thread.close();
  }

  /**
   * Takes no more tasks and forgets those that wait; the thread ends when the call under way
   * returns.
   */
  void abandon() {
    thread.abandon();
  }
}
