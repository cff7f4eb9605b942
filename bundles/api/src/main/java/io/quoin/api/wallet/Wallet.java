package io.quoin.api.wallet;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An account and a key that signs for it. Thread-safe. The key never leaves the wallet.
 *
 * <p>Whoever holds this service can have anything signed: it is for the parts of the platform that
 * deal in money, and for nobody else.
 */
@ConsumerType
public interface Wallet {

  /**
   * Whose tokens are spent and earned.
   *
   * @return the same for as long as the service is registered
   */
  Address address();

  /**
   * The address that belongs to the key that signs: {@link #address} itself, or that of a hot key
   * which may spend for it.
   *
   * @return the same for as long as the service is registered
   */
  Address signer();

  /**
   * Signs a digest: deterministic by RFC 6979 with HMAC-SHA-256, low s, recovery id 0 or 1.
   *
   * @param digest what to sign; by itself it says nothing of what it stands for
   * @return completes on a thread of the wallet, never on the caller's before this returns;
   *     exceptionally with a {@link WalletException}
   */
  CompletionStage<Signature> sign(Digest digest);
}
