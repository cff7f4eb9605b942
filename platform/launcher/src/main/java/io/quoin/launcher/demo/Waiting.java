package io.quoin.launcher.demo;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting, not for ever. */
final class Waiting {

  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Waiting() {}

  /** What is looked at until it is so. */
  @FunctionalInterface
  interface Question {
    boolean isSo() throws DemoException, InterruptedException;
  }

  /** Waits for an answer. */
  static <T> T answer(CompletionStage<T> stage, String what)
      throws DemoException, InterruptedException {
    try {
      return stage.toCompletableFuture().get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new DemoException(what + " did not come within a minute", e);
    } catch (ExecutionException e) {
      throw new DemoException(what + " failed: " + e.getCause().getMessage(), e);
    }
  }

  /** Waits until something is so, a minute at most. */
  static void until(Question question, String what) throws DemoException, InterruptedException {
    until(question, what, Duration.ofNanos(PATIENCE_NANOS));
  }

  /** Waits until something is so. */
  static void until(Question question, String what, Duration patience)
      throws DemoException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long began = System.nanoTime();
    while (!question.isSo()) {
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new DemoException(
            "within " + patience.toSeconds() + " s it did not happen that " + what);
      }
      if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
