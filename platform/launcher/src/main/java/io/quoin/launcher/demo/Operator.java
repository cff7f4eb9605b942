package io.quoin.launcher.demo;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.Signatures;
import io.quoin.api.wallet.Wallet;
import io.quoin.api.wallet.WalletException;
import io.quoin.platform.PlatformBuilder;
import io.quoin.wallet.key.KeyFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Whose tokens a demonstration over a real network moves. The operator is the one who pays, out of
 * the same journal as ever; the sellers are the operator's too, with keys that outlive the
 * demonstration, so that whatever breaks it off loses nothing.
 *
 * @param wallet the operator's
 * @param signatures checks signatures
 * @param ledger tells a platform which ledger is used
 * @param journal the configuration of the operator's journal, without budgets
 * @param sellers the folder of the sellers' keys and journals
 */
public record Operator(
    Wallet wallet,
    Signatures signatures,
    UnaryOperator<PlatformBuilder> ledger,
    Map<String, Object> journal,
    Path sellers) {

  /** Copies the map. */
  public Operator {
    journal = Map.copyOf(journal);
  }

  /** Highest price of the shipped configuration, in base units per GiB. */
  private static final long LIMIT = 2_000_000;

  private static final long GIB = 1L << 30;

  /**
   * The most that is promised to the sellers.
   *
   * @param bytes of the payload, up to a TiB
   * @return base units
   */
  public static long budget(long bytes) {
    return (Math.multiplyExact(bytes, LIMIT) + GIB - 1) / GIB;
  }

  /**
   * The most that leaves the operator's address: the budget, and what makes the sellers' accounts.
   *
   * @param bytes of the payload, up to a TiB
   * @return base units
   */
  public static long most(long bytes) {
    return budget(bytes) + DemoSwarm.SEEDERS.size() * OperatorsTron.FIRST;
  }

  /**
   * The sellers' addresses, drawn if they are not there.
   *
   * @param folder of their keys and journals
   * @return addresses by name
   * @throws DemoException if a key cannot be read or made
   */
  public static Map<String, Address> sellers(Path folder) throws DemoException {
    Map<String, Address> sellers = new LinkedHashMap<>();
    for (String name : DemoSwarm.SEEDERS) {
      KeyFile key = new KeyFile(folder.resolve(name).resolve("key"));
      try {
        sellers.put(name, key.openOrCreate(new SecureRandom()).address());
      } catch (WalletException e) {
        throw new DemoException(e.getMessage(), e);
      }
    }
    return sellers;
  }
}
