package io.quoin.wallet.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The newest answer to a question that takes its time. It is asked only while somebody looks, not
 * more often than so, and never twice at once. Thread-safe.
 *
 * @param <T> what is asked for
 */
final class Latest<T> {

  private final Supplier<CompletionStage<T>> question;
  private final long everyNanos;
  private final LongSupplier nanoTime;
  private boolean underWay;
  private long askedAt;
  private boolean asked;
  private Optional<T> value = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  Latest(Supplier<CompletionStage<T>> question, Duration every, LongSupplier nanoTime) {
    this.question = question;
    this.everyNanos = every.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * What is known.
   *
   * @param value the newest answer; empty before the first
   * @param failure why there is no newer one; empty if the last question was answered
   * @param waiting for an answer that has not come yet
   */
  record Known<T>(Optional<T> value, Optional<Throwable> failure, Duration waiting) {}

  /** What is known by now; asks again if that is due. Does not wait. */
  Known<T> look() {
    if (isDue()) {
      ask();
    }
    return known();
  }

  private synchronized Known<T> known() {
    Duration waiting = underWay ? Duration.ofNanos(nanoTime.getAsLong() - askedAt) : Duration.ZERO;
    return new Known<>(value, failure, waiting);
  }

  private synchronized boolean isDue() {
    long now = nanoTime.getAsLong();
    if (underWay || (asked && now - askedAt < everyNanos)) {
      return false;
    }
    underWay = true;
    asked = true;
    askedAt = now;
    return true;
  }

  private void ask() {
    try {
      question.get().whenComplete(this::answered);
    } catch (RuntimeException broken) {
      answered(null, broken);
    }
  }

  private synchronized void answered(T answer, Throwable wrong) {
    underWay = false;
    failure =
        Optional.ofNullable(
            wrong instanceof CompletionException && wrong.getCause() != null
                ? wrong.getCause()
                : wrong);
    if (wrong == null) {
      value = Optional.ofNullable(answer);
    }
  }
}
