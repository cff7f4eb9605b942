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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wallet with one key, which signs for its own address, or for an account whose owner has
 * permitted it to. Strangers' signatures have threads of their own, so that a flood of them delays
 * none of ours.
 */
@Component(
    service = {Wallet.class, Signatures.class},
    configurationPid = "io.quoin.wallet")
@Designate(ocd = WalletConfiguration.class)
public final class KeyWallet implements Wallet, Signatures {

  private static final int WAITING = 1024;
  private static final Logger LOG = LoggerFactory.getLogger(KeyWallet.class);

  private final SigningKey key;
  private final SigningPool signing;
  private final CurveSignatures verifying;
  private final Address account;

  /**
   * Opens the wallet with the key in its directory, which is made if there is none: encrypted if a
   * passphrase is configured.
   *
   * @param configuration where the key is, and what opens it
   * @throws WalletException {@code KEY} if it cannot be read or made, or the account is no address;
   *     {@code PASSPHRASE} if there is no passphrase for it, or a wrong one
   */
  @Activate
  public KeyWallet(WalletConfiguration configuration) throws WalletException {
    this(configuration, key(configuration));
  }

  private KeyWallet(WalletConfiguration configuration, SigningKey key) throws WalletException {
    this(key, account(configuration, key), threads(configuration));
  }

  private static Address account(WalletConfiguration configuration, SigningKey key)
      throws WalletException {
    try {
      return configuration.account().isBlank()
          ? key.address()
          : Address.parse(configuration.account());
    } catch (IllegalArgumentException e) {
      throw new WalletException(
          WalletException.Code.KEY,
          "'account' of io.quoin.wallet is no address: " + e.getMessage(),
          e);
    }
  }

  private static SigningKey key(WalletConfiguration configuration) throws WalletException {
    if (configuration.data().isBlank()) {
      throw new WalletException(
          WalletException.Code.KEY,
          "a key is kept in a directory; configure 'data' of io.quoin.wallet");
    }
    Path directory = Path.of(configuration.data());
    SecureRandom random = new SecureRandom();
    Keystore keystore = new Keystore(directory.resolve("keystore"), random);
    KeyFile plain = new KeyFile(directory.resolve("key"));
    if (configuration.passphrase_file().isBlank() && !keystore.exists()) {
      LOG.warn("the key in {} is not encrypted; 'quoin wallet encrypt' does it", directory);
      return plain.openOrCreate(random);
    }
    if (plain.exists()) {
      throw new WalletException(
          WalletException.Code.KEY,
          "there is a key in "
              + directory
              + " that is not encrypted, and a passphrase is configured or a keystore is there too;"
              + " use 'quoin wallet encrypt', or move the file 'key' away");
    }
    return unlocked(keystore, configuration.passphrase_file());
  }

  private static SigningKey unlocked(Keystore keystore, String passphraseFile)
      throws WalletException {
    if (passphraseFile.isBlank()) {
      throw new WalletException(
          WalletException.Code.PASSPHRASE,
          "the keystore is locked; configure 'passphrase.file' of io.quoin.wallet");
    }
    try (Passphrase passphrase = Passphrase.read(Path.of(passphraseFile))) {
      if (!keystore.exists()) {
        keystore.create(passphrase);
      }
      return keystore.open(passphrase);
    }
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
   * @param account whose tokens are spent and earned: the key's own address, or one whose owner has
   *     permitted the key to transfer them
   * @param threads at most so many for signing, and as many for verifying
   */
  public KeyWallet(SigningKey key, Address account, int threads) {
    this.key = key;
    this.account = account;
    this.signing = new SigningPool("quoin-wallet-sign", threads, WAITING);
    this.verifying = new CurveSignatures(threads);
  }

  @Override
  public Address address() {
    return account;
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
    return verifying.keccak256(bytes);
  }

  @Override
  public CompletionStage<Optional<Address>> signer(Digest digest, Signature signature) {
    return verifying.signer(digest, signature);
  }

  /** Takes no more; what was taken is signed. */
  @Deactivate
  public void close() {
    signing.close();
    verifying.close();
  }
}
