package io.quoin.wallet.journal;

import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TokenLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks a ledger a few questions at a time, and the others in their turn: a thousand transfers under
 * way are no reason for a busy one to refuse. Thread-safe.
 */
final class LedgerTurns {

  /** Questions at a time: half of what the ledger on TRON takes, so that others can ask too. */
  static final int MOST = 128;

  /** Questions that wait; more are refused. Four for each transfer that can be under way. */
  static final int WAITING = 4096;

  private final TokenLedger ledger;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private int asked;

  LedgerTurns(TokenLedger ledger) {
    this.ledger = ledger;
  }

  /** Of which token. */
  TokenId token() {
    return ledger.token().id();
  }

  /**
   * Asks when its turn has come.
   *
   * @return the answer; {@code BUSY} if too many wait
   */
  <T> CompletionStage<T> ask(Function<TokenLedger, CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!queued(() -> askNow(question, answer))) {
      return CompletableFuture.failedStage(
          new LedgerException(
              LedgerException.Code.BUSY,
              WAITING + " questions wait for the ledger; try again later"));
    }
    goOn();
    return answer;
  }

  private synchronized boolean queued(Runnable turn) {
    return waiting.size() < WAITING && waiting.add(turn);
  }

  /**
   * Asks as many as may be asked. Whoever calls it while somebody is at it leaves it to them, so
   * that answers which come at once don't pile up on one another.
   */
  private void goOn() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      for (Runnable turn = next(); turn != null; turn = next()) {
        turn.run();
      }
      seen = calls.addAndGet(-seen);
    }
  }

  /** Null if nothing waits, or enough is asked. */
  private synchronized Runnable next() {
    if (asked >= MOST || waiting.isEmpty()) {
      return null;
    }
    asked++;
    return waiting.remove();
  }

  private <T> void askNow(
      Function<TokenLedger, CompletionStage<T>> question, CompletableFuture<T> answer) {
    CompletionStage<T> asking;
    try {
      asking = question.apply(ledger);
    } catch (RuntimeException broken) {
      asking = CompletableFuture.failedStage(broken);
    }
    asking.whenComplete(
        (value, failure) -> {
          answered();
          if (failure == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure);
          }
          goOn();
        });
  }

  private synchronized void answered() {
    asked--;
  }
}
