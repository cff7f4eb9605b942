package io.quoin.protocol;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a plugin is called, one task at a time, through a bounded queue. The engine puts tasks in
 * and never waits; a plugin that throws loses that call only. What must not be lost has a bound of
 * its own, far above what a plugin that works ever has waiting: one that reaches it is left behind.
 */
final class Mailbox {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  /** Tasks that may wait, and as many that may be planned. */
  static final int MOST = 4096;

  /** Tasks that may wait of those that must not be lost. */
  static final int MOST_KEPT = 1 << 16;

  private final String owner;
  private final PluginSite site;
  private final Supplier<Optional<?>> culprit;
  private final Runnable leftBehind;
  private final PluginThread thread;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger planned = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicBoolean overrun = new AtomicBoolean();

  /**
   * An empty mailbox.
   *
   * @param culprit an object of the plugin's, if one is called at the time; from any thread
   * @param leftBehind run once, on any thread, when the plugin has not come to the tasks that must
   *     not be lost; is to abandon the mailbox
   */
  Mailbox(String owner, PluginSite site, Supplier<Optional<?>> culprit, Runnable leftBehind) {
    this.owner = owner;
    this.site = site;
    this.culprit = culprit;
    this.leftBehind = leftBehind;
    this.thread =
        site.thread(
            owner,
            () -> fault(PluginFault.BLOCKED, "does not return from a call of '" + owner + "'"));
  }

  /** Says that the plugin did what it must not; from any thread. */
  void fault(PluginFault fault, String words) {
    culprit.get().ifPresent(plugin -> site.fault(plugin, fault, words));
  }

  /** Puts a task in; false if the mailbox is full or closed, and then the task is dropped. */
  boolean offer(Runnable task) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      return false;
    }
    return thread.execute(
        () -> {
          waiting.decrementAndGet();
          run(task);
        });
  }

  /**
   * Puts in a task that must not be lost, of a kind that the number of connections bounds while the
   * plugin works.
   */
  void put(Runnable task) {
    if (kept.incrementAndGet() > MOST_KEPT) {
      kept.decrementAndGet();
      overrun();
    } else {
      thread.execute(
          () -> {
            kept.decrementAndGet();
            run(task);
          });
    }
  }

  private void overrun() {
    if (overrun.compareAndSet(false, true)) {
      log.warn("the plugin '{}' does not return; it is left behind", owner);
      fault(
          PluginFault.NOT_DRAINED,
          "has not come to " + MOST_KEPT + " calls of '" + owner + "' that wait for it");
      leftBehind.run();
    }
  }

  /**
   * Puts a task in later; false if too many are planned already, or the mailbox is closed. What is
   * planned takes nobody else's place, so that peers who fill the mailbox stop no clock.
   */
  boolean after(Duration delay, Runnable task) {
    if (planned.incrementAndGet() > MOST) {
      planned.decrementAndGet();
      fault(PluginFault.FLOODED, "plans more than " + MOST + " tasks of '" + owner + "'");
      return false;
    }
    return thread.after(
        delay,
        () -> {
          planned.decrementAndGet();
          run(task);
        });
  }

  /** Whatever a plugin throws, errors included, is its own affair. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      log.warn("the plugin '{}' failed in a call; the engine goes on without its answer", owner, e);
      fault(PluginFault.THREW, "threw " + e + " in a call of '" + owner + "'");
    }
  }

  /** Takes no more tasks; those that wait are still run, and then the thread ends. */
  void close() {
    thread.close();
  }

  /**
   * Takes no more tasks and forgets those that wait; the thread ends when the call under way
   * returns.
   *
   * @param last run then
   */
  void abandon(Runnable last) {
    thread.abandon(() -> run(last));
  }
}
