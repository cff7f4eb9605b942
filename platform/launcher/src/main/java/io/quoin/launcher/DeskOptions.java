package io.quoin.launcher;

import io.quoin.api.ledger.Address;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose tokens, on which ledger. */
final class DeskOptions {

  @Mixin private KeystoreOptions keystore;

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

  /** Whose tokens are moved by a key of this address. */
  Address account(Address ofKey) {
    return account == null ? ofKey : account;
  }

  boolean baseUnits() {
    return baseUnits;
  }
}
