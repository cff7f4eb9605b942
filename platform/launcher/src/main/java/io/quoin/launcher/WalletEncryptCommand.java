package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.wallet.key.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path plain = options.file().toAbsolutePath().resolveSibling("key");
    Address address =
        options.make(
            (keystore, passphrase) -> {
              byte[] key = new KeyFile(plain).bytes();
              try {
                keystore.keep(key, passphrase);
                return keystore.open(passphrase).address();
              } finally {
                Arrays.fill(key, (byte) 0);
              }
            });
    try {
      Files.delete(plain);
    } catch (IOException e) {
      throw new Failure(
          "the keystore is made, but " + plain + " cannot be deleted: " + Reasons.of(e), e);
    }
    spec.commandLine().getOut().println(address);
    return 0;
  }
}
