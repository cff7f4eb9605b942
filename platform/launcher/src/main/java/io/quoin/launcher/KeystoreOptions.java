package io.quoin.launcher;

import io.quoin.api.wallet.WalletException;
import io.quoin.wallet.key.Keystore;
import io.quoin.wallet.key.Passphrase;
import java.io.Console;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Which keystore, and what opens it. */
final class KeystoreOptions {

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      defaultValue = "quoin-data/io.quoin.wallet/keystore",
      description = "The encrypted key (default: ${DEFAULT-VALUE}, which 'run' uses).")
  private Path file;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Its first line is the passphrase; asked for on the terminal otherwise.")
  private Path passphraseFile;

  /** What is done with a passphrase, which is wiped afterwards. */
  interface Deed<T> {
    T with(Keystore keystore, Passphrase passphrase) throws WalletException, Failure;
  }

  Path file() {
    return file;
  }

  Keystore keystore() {
    return new Keystore(file, new SecureRandom());
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

  @SuppressWarnings("SystemConsoleNull") // It is null on JDK 17 to 21, and on 25.
  private static Passphrase typed(String option, boolean twice, String prompt)
      throws Failure, WalletException {
    Console console = System.console();
    if (console == null) {
      throw new Failure("there is no terminal to ask for a passphrase; use " + option);
    }
    char[] typed = asked(console, prompt);
    try {
      if (twice) {
        compare(typed, asked(console, "Once more"));
      }
      return Passphrase.of(typed);
    } finally {
      Arrays.fill(typed, ' ');
    }
  }

  private static void compare(char[] typed, char[] again) throws Failure {
    boolean same = Arrays.equals(typed, again);
    Arrays.fill(again, ' ');
    if (!same) {
      throw new Failure("the two are not the same; nothing was changed");
    }
  }

  private static char[] asked(Console console, String prompt) throws Failure {
    char[] typed = console.readPassword("%s: ", prompt);
    if (typed == null) {
      throw new Failure("no passphrase was given; nothing was changed");
    }
    return typed;
  }
}
