package io.quoin.wallet.key;

import io.quoin.api.wallet.WalletException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads for arithmetic on the curve, which takes too long for anybody else's. As many tasks wait
 * as have room; more are refused. Threads without work end after ten seconds, and all of them once
 * it is closed and its work is done.
 */
public final class SigningPool implements AutoCloseable {

  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final String name;

  /**
   * Starts no thread yet.
   *
   * @param name of the threads
   * @param size how many
   * @param waiting how many tasks may wait, at least 1
   */
  public SigningPool(String name, int size, int waiting) {
    this.name = name;
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Computes something on a thread of the pool.
   *
   * @param <T> what it gives
   * @param task neither waits nor throws
   * @return its result; exceptionally a {@link WalletException} if there is no room or it is closed
   */
  public <T> CompletionStage<T> compute(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> complete(result, task));
    } catch (RejectedExecutionException refused) {
      result.completeExceptionally(refusal());
    }
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
    try {
      result.complete(task.get());
    } catch (RuntimeException failure) {
      result.completeExceptionally(failure);
    }
  }

  private WalletException refusal() {
    return threads.isShutdown()
        ? new WalletException(WalletException.Code.CLOSED, "the wallet is closed")
        : new WalletException(
            WalletException.Code.BUSY,
            name + " has as much waiting as it may (" + threads.getQueue().size() + "); try later");
  }

  /** Takes no more; what was taken is done. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
