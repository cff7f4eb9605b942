package io.quoin.installer.container;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A call of a plugin's code on a thread of its own, waited for no longer than told: then it is
 * interrupted, and if that does not help, left behind.
 */
final class Attempt {

  private static final List<String> NOBODYS =
      List.of("java.", "jdk.", "sun.", "org.apache.felix.", "org.eclipse.osgi.");

  private final Work work;
  private final Runnable late;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Throwable> failure = Optional.empty();
  private boolean done;
  private boolean abandoned;

  private Attempt(Work work, Runnable late) {
    this.work = work;
    this.late = late;
  }

  /** What is to be done. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** How it went. */
  sealed interface Outcome {}

  /** It returned. */
  record Done() implements Outcome {}

  /**
   * It threw.
   *
   * @param failure what
   */
  record Failed(Throwable failure) implements Outcome {}

  /**
   * It did not return in time.
   *
   * @param where the thread was
   * @param over whether it returned when it was interrupted
   */
  record Blocked(String where, boolean over) implements Outcome {}

  /**
   * Does it.
   *
   * @param name of the thread
   * @param late what that thread does last if it comes back after it was left behind
   */
  static Outcome run(String name, Duration patience, Duration grace, Work work, Runnable late) {
    Attempt attempt = new Attempt(work, late);
    Thread thread = new Thread(attempt::call, name);
    thread.setDaemon(true);
    thread.start();
    if (attempt.ends(patience)) {
      return attempt.outcome();
    }
    String where = where(thread);
    thread.interrupt();
    boolean over = attempt.ends(grace) || !attempt.abandon();
    return new Blocked(where, over);
  }

  private void call() {
    try {
      work.run();
    } catch (Throwable e) {
      failure = Optional.of(e);
    } finally {
      boolean behind;
      synchronized (this) {
        done = true;
        behind = abandoned;
      }
      ended.countDown();
      if (behind) {
        late.run();
      }
    }
  }

  private synchronized boolean abandon() {
    abandoned = !done;
    return abandoned;
  }

  private Outcome outcome() {
    return failure.isPresent() ? new Failed(failure.get()) : new Done();
  }

  /** An interrupt of the caller is kept for later: half an installation helps nobody. */
  private boolean ends(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String where(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return Arrays.stream(stack)
        .filter(frame -> NOBODYS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .or(() -> Arrays.stream(stack).findFirst())
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .orElse("its end");
  }
}
