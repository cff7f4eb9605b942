package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.wallet.key.KeyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps a key that exists elsewhere. */
@Command(
    name = "import",
    description = "Keeps a key that you have, encrypted, and says its address; its file stays.")
final class WalletImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KeystoreOptions options;

  @Option(
      names = "--private-key-file",
      paramLabel = "FILE",
      required = true,
      description = "The key in 64 hexadecimal digits; only its owner may read the file.")
  private Path privateKeyFile;

  @Override
  public Integer call() throws Failure {
    Address address =
        options.make(
            (keystore, passphrase) -> {
              byte[] key = new KeyFile(privateKeyFile).bytes();
              try {
                return keystore.keep(key, passphrase);
              } finally {
                Arrays.fill(key, (byte) 0);
              }
            });
    spec.commandLine().getOut().println(address);
    return 0;
  }
}
