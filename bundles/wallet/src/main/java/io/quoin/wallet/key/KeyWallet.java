package io.quoin.wallet.key;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.api.wallet.WalletException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A wallet with one key, which signs for its own address. Strangers' signatures have threads of
 * their own, so that a flood of them delays none of ours.
 */
@Component(
    service = {Wallet.class, Signatures.class},
    configurationPid = "io.quoin.wallet")
@Designate(ocd = WalletConfiguration.class)
public final class KeyWallet implements Wallet, Signatures {

  private static final int WAITING = 1024;

  private final SigningKey key;
  private final SigningPool signing;
  private final SigningPool verifying;

  /**
   * Opens the wallet with the key in its directory, which is made if there is none.
   *
   * @param configuration where the key is
   * @throws WalletException {@code KEY} if it cannot be read or made
   */
  @Activate
  public KeyWallet(WalletConfiguration configuration) throws WalletException {
    this(new KeyFile(file(configuration)).openOrCreate(new SecureRandom()), threads(configuration));
  }

  private static Path file(WalletConfiguration configuration) throws WalletException {
    if (configuration.data().isBlank()) {
      throw new WalletException(
          WalletException.Code.KEY,
          "a key is kept in a directory; configure 'data' of io.quoin.wallet");
    }
    return Path.of(configuration.data(), "key");
  }

  private static int threads(WalletConfiguration configuration) {
    return configuration.threads() > 0
        ? configuration.threads()
        : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * Starts no thread before there is something to do.
   *
   * @param key signs
   * @param threads at most so many for signing, and as many for verifying
   */
  KeyWallet(SigningKey key, int threads) {
    this.key = key;
    this.signing = new SigningPool("quoin-wallet-sign", threads, WAITING);
    this.verifying = new SigningPool("quoin-wallet-verify", threads, WAITING);
  }

  @Override
  public Address address() {
    return key.address();
  }

  @Override
  public Address signer() {
    return key.address();
  }

  @Override
  public CompletionStage<Signature> sign(Digest digest) {
    return signing.compute(() -> key.sign(digest));
  }

  @Override
  public Digest keccak256(ByteBuffer bytes) {
    return Keccak.digest(bytes);
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    return verifying.compute(() -> Secp256k1.signer(digest, signature));
  }

  /** Takes no more; what was taken is signed. */
  @Deactivate
  public void close() {
    signing.close();
    verifying.close();
  }
}
