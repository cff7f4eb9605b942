package io.quoin.launcher;

import io.quoin.platform.PlatformBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a platform is told of the ledger, over what its configuration files say.
 *
 * @param leftOut the bundles of ledgers that are not asked for
 * @param tron keys of the ledger on TRON
 * @param simulated whether it is the simulator of a TRON node
 */
record LedgerChoice(List<String> leftOut, Map<String, Object> tron, boolean simulated) {

  /** Of the ledger on TRON, and its bundle. */
  static final String TRON = "io.quoin.ledger.tron";

  private static final String EMBEDDED = "io.quoin.ledger.local";

  LedgerChoice {
    leftOut = List.copyOf(leftOut);
    tron = Map.copyOf(tron);
  }

  /** The files alone say it. */
  static LedgerChoice asConfigured() {
    return new LedgerChoice(List.of(), Map.of(), false);
  }

  static LedgerChoice embedded() {
    return new LedgerChoice(List.of(TRON), Map.of(), false);
  }

  static LedgerChoice onTron(Map<String, Object> settings, boolean simulated) {
    return new LedgerChoice(List.of(EMBEDDED), settings, simulated);
  }

  /** With what the file of the ledger on TRON says, for platforms that don't read it. */
  LedgerChoice over(Map<String, Object> file) {
    Map<String, Object> settings = new HashMap<>(file);
    settings.putAll(tron);
    return new LedgerChoice(leftOut, settings, simulated);
  }

  PlatformBuilder tell(PlatformBuilder builder) {
    leftOut.forEach(builder::without);
    return tron.isEmpty() ? builder : builder.configure(TRON, tron);
  }
}
