package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whose tokens, on which ledger, and who is told of it. */
final class DeskOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private KeystoreOptions keystore;
  @Mixin private LedgerOptions ledger;

  @Option(
      names = "--etc",
      paramLabel = "DIR",
      description = "Configuration files, PID.cfg.json (default: etc beside bin).")
  private Path etc;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description = "Whose tokens, if the key is a hot key of another's (default: the key's own).")
  private Address account;

  @Option(names = "--base-units", description = "Amounts are integers in base units, not tokens.")
  private boolean baseUnits;

  KeystoreOptions keystore() {
    return keystore;
  }

  Path etc() throws Failure {
    return etc == null ? Home.etc() : etc;
  }

  LedgerOptions ledgerOptions() {
    return ledger;
  }

  /** Which ledger; nodes may be asked for it. */
  LedgerChoice ledger() throws Failure, PlatformException, InterruptedException {
    return ledger.choose(spec.commandLine(), etc());
  }

  /** Whose tokens are moved by a key of this address. */
  Address account(Address ofKey) {
    return account == null ? ofKey : account;
  }

  boolean baseUnits() {
    return baseUnits;
  }
}
