package io.quoin.wallet.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenLedger;
import io.quoin.api.ledger.TransferFacts;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A ledger that is asked a few questions at a time, and the others in their turn: a thousand
 * transfers under way are no reason for a busy one to refuse. Thread-safe.
 */
final class PatientLedger implements TokenLedger {

  /** Questions at a time: half of what the ledger on TRON takes, so that others can ask too. */
  static final int MOST = 128;

  /** Questions that wait; more are refused. Four for each transfer that can be under way. */
  static final int WAITING = 4096;

  private final TokenLedger ledger;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private int asked;

  PatientLedger(TokenLedger ledger) {
    this.ledger = ledger;
  }

  private <T> CompletionStage<T> inTurn(Supplier<CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!queued(() -> ask(question, answer))) {
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

  private <T> void ask(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
    CompletionStage<T> asking;
    try {
      asking = question.get();
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

  @Override
  public NetId net() {
    return ledger.net();
  }

  @Override
  public TokenFacts token() {
    return ledger.token();
  }

  @Override
  public CompletionStage<Long> balance(Address owner) {
    return inTurn(() -> ledger.balance(owner));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return inTurn(ledger::head);
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return inTurn(() -> ledger.activated(owner));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return inTurn(() -> ledger.maySpend(owner, signer));
  }

  @Override
  public CompletionStage<Boolean> transfersOnly(Address owner, Address signer) {
    return inTurn(() -> ledger.transfersOnly(owner, signer));
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    return inTurn(() -> ledger.prepare(order));
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    return inTurn(() -> ledger.submit(transfer, signature));
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return inTurn(() -> ledger.transfer(id));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return inTurn(() -> ledger.impossible(id, expiration));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return inTurn(() -> ledger.freeTransfers(owner));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return inTurn(() -> ledger.fee(from, to));
  }
}
