package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.wallet.Wallet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Where a hot key is required: refuses to spend unless the ledger has said within the last hour
 * that the key may transfer tokens and do nothing else. Thread-safe.
 */
final class HotKey {

  /** How long the ledger's word is good, as for the permissions of others. */
  static final Duration GOOD = Duration.ofHours(1);

  private final Wallet wallet;
  private final LedgerTurns ledger;
  private final LongSupplier nanoTime;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean required;

  /** When the ledger last said yes; meaningless while {@link #confirmed} is false. */
  private volatile long since;

  private volatile boolean confirmed;

  HotKey(Wallet wallet, LedgerTurns ledger, LongSupplier nanoTime, boolean required) {
    this.wallet = wallet;
    this.ledger = ledger;
    this.nanoTime = nanoTime;
    this.required = required;
  }

  void require(boolean isRequired) {
    required = isRequired;
  }

  /**
   * Asks the ledger, unless anything may spend.
   *
   * @return completes exceptionally with {@code NOT_PERMITTED} if the key is none, with {@code
   *     LEDGER} if the ledger does not say
   */
  CompletionStage<Void> asked() {
    if (!required) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    ledger
        .ask(l -> l.maySpend(wallet.address(), wallet.signer()))
        .thenCombine(
            ledger.ask(l -> l.transfersOnly(wallet.address(), wallet.signer())),
            (may, only) -> may && only)
        .whenComplete((hot, failure) -> take(answer, hot, failure));
    return answer;
  }

  private void take(CompletableFuture<Void> answer, Boolean hot, Throwable failure) {
    if (failure != null) {
      Throwable cause = Cashier.unwrapped(failure);
      answer.completeExceptionally(
          new JournalException(Code.LEDGER, String.valueOf(cause.getMessage()), cause));
      return;
    }
    since = nanoTime.getAsLong();
    confirmed = hot;
    if (hot) {
      answer.complete(null);
    } else {
      answer.completeExceptionally(refusal("the ledger does not say so"));
    }
  }

  /** Lets something be spent at once if the ledger's word is good, and asks anew if it gets old. */
  void check() throws JournalException {
    if (!required) {
      return;
    }
    long age = nanoTime.getAsLong() - since;
    if ((!confirmed || age > GOOD.toNanos() / 2) && asking.compareAndSet(false, true)) {
      // Whoever comes later has the answer.
      asked().whenComplete((hot, refusal) -> asking.set(false));
    }
    if (!confirmed || age > GOOD.toNanos()) {
      throw refusal("the ledger has not said so within the last hour; try again soon");
    }
  }

  private JournalException refusal(String why) {
    return new JournalException(
        Code.NOT_PERMITTED,
        "nothing is spent: the key of "
            + wallet.signer()
            + " must be one that can only transfer tokens of "
            + wallet.address()
            + ", and "
            + why);
  }
}
