package io.quoin.platform;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that may activate or deactivate components, done on a thread that ends with it. What bundles
 * leave in that thread's locals goes with it; left in a thread of the host it would hold their
 * classes for as long as the host lives.
 */
final class Errand {

  private Errand() {}

  /** What is to be done. */
  @FunctionalInterface
  interface Work {
    void run() throws PlatformException;
  }

  /**
   * Does it and waits; an interrupt is kept for later, since half a start or stop helps nobody.
   *
   * @throws PlatformException what the work threw, or {@code TIMEOUT}
   */
  static void run(String what, Duration timeout, Work work) throws PlatformException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread thread = new Thread(task, "quoin-errand");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (true) {
        try {
          task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw thrown(what, e.getCause());
    } catch (TimeoutException e) {
      throw new PlatformException(
          PlatformException.Code.TIMEOUT,
          what + " took longer than " + timeout.toMillis() + " ms, and goes on",
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static PlatformException thrown(String what, Throwable failure) {
    if (failure instanceof PlatformException known) {
      return known;
    }
    return new PlatformException(
        PlatformException.Code.BUNDLE_FAILED, what + " failed: " + failure, failure);
  }
}
