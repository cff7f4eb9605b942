package io.quoin.launcher.airdrop;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A process's way to a ledger: after so many calls the process is dead, before the call was made or
 * after it. Nothing is answered from then on.
 */
final class MortalLedger implements TokenLedger {

  private final TokenLedger ledger;
  private final boolean afterwards;
  private int left;
  private boolean away;
  private boolean refusing;

  MortalLedger(TokenLedger ledger, int calls, boolean afterwards) {
    this.ledger = ledger;
    this.left = calls;
    this.afterwards = afterwards;
  }

  static MortalLedger immortal(TokenLedger ledger) {
    return new MortalLedger(ledger, Integer.MAX_VALUE, false);
  }

  boolean isDead() {
    return left <= 0;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  void refusing(boolean isRefusing) {
    refusing = isRefusing;
  }

  private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
    if (isDead()) {
      return new CompletableFuture<>();
    }
    left--;
    if (isDead() && !afterwards) {
      return new CompletableFuture<>();
    }
    if (away) {
      return CompletableFuture.failedStage(
          new LedgerException(LedgerException.Code.UNAVAILABLE, "on purpose: away"));
    }
    CompletionStage<T> answer = call.get();
    return isDead() ? new CompletableFuture<>() : answer;
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
    return refusing
        ? CompletableFuture.failedStage(
            new LedgerException(LedgerException.Code.INSUFFICIENT_FEE, "on purpose: no fee"))
        : call(() -> ledger.submit(transfer, signature));
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
