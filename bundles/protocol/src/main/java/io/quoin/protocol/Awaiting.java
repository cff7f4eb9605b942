package io.quoin.protocol;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what ends soon or not at all. The time-outs of {@code CompletableFuture} itself are no
 * good in a bundle: they start a thread of the JDK's that holds on to the class loader of whoever
 * was first.
 */
final class Awaiting {
  private Awaiting() {}

  /** Returns when it is done, or failed, or the time is over, or the caller is interrupted. */
  static void atMost(CompletionStage<?> stage, long seconds) {
    try {
      stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Whoever failed has told of it; what takes longer goes on without us.
    }
  }
}
