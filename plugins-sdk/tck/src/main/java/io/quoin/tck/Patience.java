package io.quoin.tck;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what garbage collection or the end of threads brings. */
final class Patience {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Patience() {}

  /** Collects garbage and looks, until it is so or the time is over. */
  static boolean happens(BooleanSupplier so, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      System.gc();
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** Whether all threads end that were not there before. */
  static boolean onlyThese(Set<Thread> before, Duration within) {
    return happens(() -> before.containsAll(threads()), within);
  }

  static List<String> beyond(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }
}
