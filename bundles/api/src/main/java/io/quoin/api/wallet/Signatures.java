package io.quoin.api.wallet;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Keccak-256, and whose a signature is. Needs no key. Thread-safe. */
@ProviderType
public interface Signatures {

  /**
   * Hashes bytes with Keccak-256, at once: about a microsecond per 136 bytes.
   *
   * @param bytes from position to limit; both stay as they are
   * @return the digest
   */
  Digest keccak256(ByteBuffer bytes);

  /**
   * Finds out who signed. Anything but r and s in range with s in the lower half is nobody's
   * signature.
   *
   * @param digest what was signed
   * @param signature foreign, unchecked
   * @return the signer, or empty if it is nobody's signature; completes on a thread of the wallet,
   *     never on the caller's before this returns; exceptionally with a {@link WalletException}
   */
  CompletionStage<Optional<Address>> signer(Digest digest, Signature signature);
}
