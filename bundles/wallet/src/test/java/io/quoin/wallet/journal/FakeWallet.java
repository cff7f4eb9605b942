package io.quoin.wallet.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Wallet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Signs by writing the digest down twice: at once, or when it is told to. */
final class FakeWallet implements Wallet {

  private final Address address;
  private final Deque<CompletableFuture<Signature>> waiting = new ArrayDeque<>();
  private final Deque<Signature> results = new ArrayDeque<>();
  private boolean slow;

  FakeWallet(Address address) {
    this.address = address;
  }

  static Signature signature(Digest digest) {
    byte[] bytes = Arrays.copyOf(digest.toByteArray(), Signature.BYTES);
    System.arraycopy(digest.toByteArray(), 0, bytes, Digest.BYTES, Digest.BYTES);
    return Signature.of(bytes);
  }

  void slow(boolean slow) {
    this.slow = slow;
  }

  int waiting() {
    return waiting.size();
  }

  void signNext() {
    waiting.remove().complete(results.remove());
  }

  void failNext(Exception failure) {
    results.remove();
    waiting.remove().completeExceptionally(failure);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Address signer() {
    return address;
  }

  @Override
  public CompletionStage<Signature> sign(Digest digest) {
    if (!slow) {
      return CompletableFuture.completedStage(signature(digest));
    }
    CompletableFuture<Signature> later = new CompletableFuture<>();
    waiting.add(later);
    results.add(signature(digest));
    return later;
  }
}
