package io.quoin.launcher.demo;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.WalletException;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.wallet.key.KeyFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** A simulated TRON node keeps the ledger; every platform talks to it over gRPC. */
final class SimulatedTron implements DemoLedger {

  /** Coins for fees: more than all transfers of a demonstration burn. */
  private static final int COINS = 1000;

  /** Tokens that the bank hands out. */
  private static final int TOKENS = 1000;

  private final Path jars;
  private DevnetProcess node;
  private Bank bank;

  /**
   * Starts nothing yet.
   *
   * @param jars the folder of the simulator's program
   */
  SimulatedTron(Path jars) {
    this.jars = jars;
  }

  @Override
  public String name() {
    return "a simulated TRON node, and a bank";
  }

  @Override
  public Bank open(Path bundles, Path data, Path payer)
      throws DemoException, PlatformException, InterruptedException {
    node =
        DevnetProcess.start(
            jars,
            List.of(
                "--account=" + address(data) + "=" + COINS + "," + TOKENS,
                "--account=" + address(payer) + "=" + COINS + ",0"));
    bank = Bank.open(bundles, data, this::configured);
    return bank;
  }

  /** Of the key that a platform with this directory is going to have: drawn now. */
  private static Address address(Path data) throws DemoException {
    KeyFile key = new KeyFile(data.resolve("io.quoin.wallet").resolve("key"));
    try {
      return key.openOrCreate(new SecureRandom()).address();
    } catch (WalletException e) {
      throw new DemoException(e.getMessage(), e);
    }
  }

  @Override
  public PlatformBuilder lend(PlatformBuilder to, String member) {
    return configured(to);
  }

  private PlatformBuilder configured(PlatformBuilder to) {
    return to.configure(
        "io.quoin.ledger.tron",
        Map.of(
            "network", node.net(),
            "full.nodes", List.of(node.fullNode()),
            "solidity.nodes", List.of(node.solidityNode()),
            "tls", false));
  }

  @Override
  public void requireRunning() throws DemoException {
    node.requireRunning();
  }

  /** Two transfers a day are free on TRON; it has coins for the others. */
  @Override
  public Map<String, ?> spending() {
    return Map.of("spend", true, "fees", true);
  }

  @Override
  public void close() throws DemoException, PlatformException {
    try {
      if (bank != null) {
        bank.close();
      }
    } finally {
      if (node != null) {
        node.close();
      }
    }
  }
}
