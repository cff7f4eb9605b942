package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Draws a key. */
@Command(name = "create", description = "Draws a key, keeps it encrypted, and says its address.")
final class WalletCreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KeystoreOptions options;

  @Override
  public Integer call() throws Failure {
    Address address = options.make((keystore, passphrase) -> keystore.create(passphrase));
    spec.commandLine().getOut().println(address);
    return 0;
  }
}
