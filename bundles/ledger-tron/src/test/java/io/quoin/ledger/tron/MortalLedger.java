package io.quoin.ledger.tron;

import io.quoin.api.ledger.Address;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A process's way to a ledger: at one of its calls the process dies, before the ledger has heard of
 * it or after it has done it. Nothing is asked and nothing is answered from then on.
 */
final class MortalLedger implements TokenLedger {

  private final TokenLedger ledger;
  private final int last;
  private final boolean afterwards;
  private final AtomicInteger calls = new AtomicInteger();
  private final CompletableFuture<Void> death = new CompletableFuture<>();

  /**
   * Its way to a ledger.
   *
   * @param last the call it dies at, from 1
   * @param afterwards whether the ledger does what the call asks for
   */
  MortalLedger(TokenLedger ledger, int last, boolean afterwards) {
    this.ledger = ledger;
    this.last = last;
    this.afterwards = afterwards;
  }

  /** Completes once the process is dead, and the ledger has done what it was asked before that. */
  CompletionStage<Void> death() {
    return death;
  }

  private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
    int number = calls.incrementAndGet();
    if (number < last) {
      return call.get();
    }
    if (number == last && afterwards) {
      call.get().whenComplete((answer, failure) -> death.complete(null));
    } else if (number == last) {
      death.complete(null);
    }
    return new CompletableFuture<>();
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
    return call(() -> ledger.balance(owner));
  }

  @Override
  public CompletionStage<LedgerHead> head() {
    return call(ledger::head);
  }

  @Override
  public CompletionStage<Boolean> activated(Address owner) {
    return call(() -> ledger.activated(owner));
  }

  @Override
  public CompletionStage<Boolean> maySpend(Address owner, Address signer) {
    return call(() -> ledger.maySpend(owner, signer));
  }

  @Override
  public CompletionStage<PreparedTransfer> prepare(TransferOrder order) {
    return call(() -> ledger.prepare(order));
  }

  @Override
  public CompletionStage<Void> submit(PreparedTransfer transfer, Signature signature) {
    return call(() -> ledger.submit(transfer, signature));
  }

  @Override
  public CompletionStage<Optional<TransferFacts>> transfer(TransferId id) {
    return call(() -> ledger.transfer(id));
  }

  @Override
  public CompletionStage<Boolean> impossible(TransferId id, Instant expiration) {
    return call(() -> ledger.impossible(id, expiration));
  }

  @Override
  public CompletionStage<Integer> freeTransfers(Address owner) {
    return call(() -> ledger.freeTransfers(owner));
  }

  @Override
  public CompletionStage<Long> fee(Address from, Address to) {
    return call(() -> ledger.fee(from, to));
  }
}
