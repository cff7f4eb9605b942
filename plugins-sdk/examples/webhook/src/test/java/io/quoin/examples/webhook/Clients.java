package io.quoin.examples.webhook;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads of this plugin and of the clients that it made. */
final class Clients {

  private Clients() {}

  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("quoin-webhook") || name.startsWith("HttpClient-"))
        .toList();
  }

  /** Collects, for before Java 21 a client ends when nobody has it, until there are none. */
  static void awaitNone() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!threads().isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("still there after a minute: " + threads());
      }
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
