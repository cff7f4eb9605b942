package io.quoin.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has another passphrase open the keystore. */
@Command(
    name = "passphrase",
    description =
        "Changes the passphrase. The key stays the same, and the old passphrase opens older copies.")
final class WalletPassphraseCommand implements Callable<Integer> {

  @Mixin private KeystoreOptions options;

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description = "Its first line is the new passphrase; asked for on the terminal otherwise.")
  private Path newPassphraseFile;

  @Override
  public Integer call() throws Failure {
    return options.open(
        (keystore, before) -> {
          keystore.open(before);
          return options.renew(
              newPassphraseFile,
              (same, after) -> {
                same.change(before, after);
                return 0;
              });
        });
  }
}
