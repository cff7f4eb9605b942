package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Signatures;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds out who signed, on threads of its own. Starts none before there is something to do. */
public final class CurveSignatures implements Signatures, AutoCloseable {

  private static final int WAITING = 1024;

  private final SigningPool verifying;

  /**
   * Needs no key.
   *
   * @param threads how many at most
   */
  public CurveSignatures(int threads) {
    verifying = new SigningPool("quoin-wallet-verify", threads, WAITING);
  }

  @Override
  public Digest keccak256(ByteBuffer bytes) {
    return Keccak.digest(bytes);
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    return verifying.compute(() -> Secp256k1.signer(digest, signature));
  }

  /** Takes no more; what was taken is found out. */
  @Override
  public void close() {
    verifying.close();
  }
}
