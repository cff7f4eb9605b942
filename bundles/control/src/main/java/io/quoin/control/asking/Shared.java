package io.quoin.control.asking;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Work that is done once for all who ask for it while it is under way. Thread-safe.
 *
 * @param <T> what it makes
 */
public final class Shared<T> {

  private final Supplier<T> work;
  private final AtomicReference<CompletableFuture<T>> underWay = new AtomicReference<>();

  /**
   * Does nothing yet.
   *
   * @param work ends by itself in bounded time
   */
  public Shared(Supplier<T> work) {
    this.work = work;
  }

  /**
   * Does it, or waits for whoever does.
   *
   * @return what it made
   */
  public T get() {
    CompletableFuture<T> ours = new CompletableFuture<>();
    CompletableFuture<T> theirs = underWay.compareAndExchange(null, ours);
    if (theirs != null) {
      return theirs.join();
    }
    try {
      ours.complete(work.get());
    } catch (RuntimeException | Error failure) {
      ours.completeExceptionally(failure);
    } finally {
      underWay.set(null);
    }
    return ours.join();
  }
}
