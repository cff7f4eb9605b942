package io.quoin.launcher.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waiting, not for ever. */
final class Waiting {

  private static final long LOOK_MILLIS = 100;
  private static final long LOOK_MILLIS_AT_CHANGES = 1000;
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

  /** Waits until something is so that changes with what is told, or at the next look. */
  static void until(
      Question question, String what, Duration patience, Supplier<CompletionStage<Void>> change)
      throws DemoException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      CompletableFuture<Void> next = change.get().toCompletableFuture();
      if (question.isSo()) {
        return;
      }
      requireTime(began, patience, what);
      try {
        next.get(LOOK_MILLIS_AT_CHANGES, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // What is not told of may be so by now.
      } catch (ExecutionException e) {
        throw new DemoException(e.getCause().getMessage(), e);
      }
    }
  }

  private static void requireTime(long began, Duration patience, String what) throws DemoException {
    if (System.nanoTime() - began > patience.toNanos()) {
      throw new DemoException(
          "within " + patience.toSeconds() + " s it did not happen that " + what);
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
      requireTime(began, patience, what);
      if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
