package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.WalletException;
import io.quoin.wallet.key.KeyFile;
import io.quoin.wallet.key.Keystore;
import io.quoin.wallet.key.Passphrase;
import io.quoin.wallet.key.SigningKey;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts a keystore in the place of a key that is not encrypted. */
@Command(
    name = "encrypt",
    description =
        "Encrypts the file 'key' that lies beside the keystore's place, and deletes it once the"
            + " keystore has been opened. Other copies of it are yours to delete.")
final class WalletEncryptCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KeystoreOptions options;

  @Override
  public Integer call() throws Failure {
    KeyFile plain = options.plain();
    Address address =
        options.make(
            (keystore, passphrase) -> {
              byte[] key = plain.bytes();
              try {
                keepOnce(keystore, key, passphrase);
              } finally {
                Arrays.fill(key, (byte) 0);
              }
              plain.delete();
              return keystore.address();
            });
    spec.commandLine().getOut().println(address);
    return 0;
  }

  /** A keystore is there already where this was broken off before the deletion. */
  private static void keepOnce(Keystore keystore, byte[] key, Passphrase passphrase)
      throws WalletException, Failure {
    if (!keystore.exists()) {
      keystore.keep(key, passphrase);
    }
    Address kept = keystore.open(passphrase).address();
    Address open = SigningKey.of(key).address();
    if (!kept.equals(open)) {
      throw new Failure(
          "the keystore holds the key of "
              + kept
              + ", and the file 'key' that of "
              + open
              + "; nothing was changed");
    }
  }
}
