package io.quoin.launcher;

import io.quoin.platform.EtcFile;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What the file of the ledger on TRON says, before any switch does.
 *
 * @param path where it is, or would be
 * @param values by key, as they stand there
 */
record TronFile(Path path, Map<String, Object> values) {

  /** BTT, and what the ledger takes unless it is told. */
  static final long BTT = 1_002_000;

  private static final String MAINNET = "mainnet";
  private static final Set<String> PUBLIC = Set.of(MAINNET, "nile", "shasta");

  static TronFile read(Path etc) throws PlatformException {
    return new TronFile(
        etc.resolve(LedgerChoice.TRON + ".cfg.json"), EtcFile.read(etc, LedgerChoice.TRON));
  }

  /** Whether a key has a list that is not empty. */
  boolean names(String key) {
    Object value = values.get(key);
    return value instanceof Object[] array
        ? array.length > 0
        : value instanceof Collection<?> list && !list.isEmpty();
  }

  /** Which network, as it is written there. */
  String network() {
    return String.valueOf(values.getOrDefault("network", MAINNET));
  }

  /** Whether it is of a network as a switch names it: any that is not public is private. */
  boolean isOf(String wanted) {
    return wanted.equals("private") ? !PUBLIC.contains(network()) : wanted.equals(network());
  }

  long token() {
    return values.get("token") instanceof Number number ? number.longValue() : BTT;
  }

  boolean namesToken() {
    return values.containsKey("token.name");
  }
}
