package io.quoin.wallet.journal;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.JournalException.Code;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells everybody who waits when a transfer has changed; keeps one stage for all. Thread-safe. */
final class Changes {

  private CompletableFuture<Void> next = new CompletableFuture<>();
  private boolean ended;

  synchronized CompletionStage<Void> next() {
    return next.minimalCompletionStage();
  }

  /** There was one: whoever waits is told, on this thread. */
  void happened() {
    CompletableFuture<Void> told;
    synchronized (this) {
      if (ended) {
        return;
      }
      told = next;
      next = new CompletableFuture<>();
    }
    told.complete(null);
  }

  /** There will be none any more. */
  void end() {
    CompletableFuture<Void> told;
    synchronized (this) {
      ended = true;
      told = next;
    }
    told.completeExceptionally(new JournalException(Code.CLOSED, "the journal is closed"));
  }
}
