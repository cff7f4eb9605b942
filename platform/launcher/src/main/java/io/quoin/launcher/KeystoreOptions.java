package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.WalletException;
import io.quoin.wallet.key.KeyFile;
import io.quoin.wallet.key.Keystore;
import io.quoin.wallet.key.Passphrase;
import io.quoin.wallet.key.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Which keystore, and what opens it. */
final class KeystoreOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "quoin-data",
      description = "The platform's data directory, as 'run' has it (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "The encrypted key (default: io.quoin.wallet/keystore in the data directory).")
  private Path keystoreFile;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Its first line is the passphrase; asked for on the terminal otherwise.")
  private Path passphraseFile;

  /** What is done with a passphrase, which is wiped afterwards. */
  interface Deed<T> {
    T with(Keystore keystore, Passphrase passphrase) throws WalletException, Failure;
  }

  Path data() {
    return data;
  }

  Keystore keystore() {
    return new Keystore(file(), new SecureRandom());
  }

  private Path file() {
    return keystoreFile == null
        ? data.resolve("io.quoin.wallet").resolve("keystore")
        : keystoreFile;
  }

  /** The key that is not encrypted, where there is no keystore. */
  KeyFile plain() {
    return new KeyFile(file().toAbsolutePath().resolveSibling("key"));
  }

  /** Whose key it says it is; needs no passphrase. */
  Address address() throws Failure {
    try {
      return isPlain() ? plainKey().address() : keystore().address();
    } catch (WalletException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /** The key, after the passphrase if it is encrypted. */
  SigningKey unlocked() throws Failure {
    try {
      return isPlain() ? plainKey() : open((keystore, passphrase) -> keystore.open(passphrase));
    } catch (WalletException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private boolean isPlain() {
    return !keystore().exists() && plain().exists();
  }

  private SigningKey plainKey() throws WalletException {
    byte[] key = plain().bytes();
    try {
      return SigningKey.of(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** With the passphrase that opens the keystore. */
  <T> T open(Deed<T> deed) throws Failure {
    return with(passphraseFile, "--passphrase-file", false, "Passphrase", deed);
  }

  /** With the passphrase of a keystore that is made; whoever types it types it twice. */
  <T> T make(Deed<T> deed) throws Failure {
    return with(passphraseFile, "--passphrase-file", true, "New passphrase", deed);
  }

  /** With the passphrase that is to open it from now on. */
  <T> T renew(Path newPassphraseFile, Deed<T> deed) throws Failure {
    return with(newPassphraseFile, "--new-passphrase-file", true, "New passphrase", deed);
  }

  private <T> T with(Path source, String option, boolean twice, String prompt, Deed<T> deed)
      throws Failure {
    try (Passphrase passphrase =
        source == null ? typed(option, twice, prompt) : Passphrase.read(source)) {
      return deed.with(keystore(), passphrase);
    } catch (WalletException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private static Passphrase typed(String option, boolean twice, String prompt)
      throws Failure, WalletException {
    char[] typed = Typed.secret("a passphrase", option, prompt, twice);
    try {
      return Passphrase.of(typed);
    } finally {
      Arrays.fill(typed, ' ');
    }
  }
}
