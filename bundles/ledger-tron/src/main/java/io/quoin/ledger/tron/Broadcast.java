package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.LedgerException;
import io.quoin.api.ledger.LedgerException.Code;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.Signature;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tron.trident.api.WalletGrpc;
import org.tron.trident.proto.Chain.Transaction;

/**
 * Sends one signed transfer. Each node gets the same bytes, so that the chain takes them once
 * however many have them. Once a node may have them, no other node's refusal is the last word.
 */
final class Broadcast {

  private final RawTransfer raw;
  private final PreparedTransfer transfer;
  private final Transaction signed;
  private final InstantSource clock;
  private final AtomicBoolean maybeTaken = new AtomicBoolean();

  Broadcast(RawTransfer raw, PreparedTransfer transfer, Signature signature, InstantSource clock) {
    this.raw = raw;
    this.transfer = transfer;
    this.clock = clock;
    this.signed =
        Transaction.newBuilder()
            .setRawData(this.raw.data())
            .addSignature(ByteString.copyFrom(signature.bytes()))
            .build();
  }

  /** Completes when a node has it; exceptionally with a {@link LedgerException}. */
  CompletionStage<Void> through(Nodes nodes) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    nodes
        .ask(this::sent)
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                taken.complete(null);
              } else {
                finish(Stages.cause(failure), taken);
              }
            });
    return taken;
  }

  private CompletionStage<Void> sent(Node node) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    node.ask(WalletGrpc.getBroadcastTransactionMethod(), signed, answer -> answer)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                taken.completeExceptionally(noted(Stages.cause(failure)));
              } else {
                decide(node, Verdict.of(answer, transfer, clock.instant()), taken);
              }
            });
    return taken;
  }

  private Throwable noted(Throwable failure) {
    if (failure instanceof NodeLost lost && lost.wasSent()) {
      maybeTaken.set(true);
    }
    return failure;
  }

  private void decide(Node node, Verdict verdict, CompletableFuture<Void> taken) {
    if (verdict instanceof Verdict.Refused refused) {
      taken.completeExceptionally(refused.refusal());
    } else if (verdict instanceof Verdict.Elsewhere elsewhere) {
      taken.completeExceptionally(
          noted(
              new NodeLost(
                  elsewhere.code(), elsewhere.maybeTaken(), node + ": " + elsewhere.words())));
    } else {
      taken.complete(null);
    }
  }

  private void finish(Throwable failure, CompletableFuture<Void> taken) {
    if (!maybeTaken.get() || !(failure instanceof LedgerException refusal)) {
      taken.completeExceptionally(failure);
    } else if (refusal.code() == Code.DUPLICATE) {
      // It has this very transfer from the node that was lost.
      taken.complete(null);
    } else {
      taken.completeExceptionally(
          new LedgerException(
              Code.UNAVAILABLE,
              "transfer "
                  + transfer.id()
                  + " was sent and may yet be executed; follow it. "
                  + refusal.getMessage(),
              refusal));
    }
  }
}
