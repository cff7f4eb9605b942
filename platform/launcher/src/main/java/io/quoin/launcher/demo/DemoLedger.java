package io.quoin.launcher.demo;

import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the tokens of a demonstration are. */
interface DemoLedger extends AutoCloseable {

  /** With its bank, as the end of a list of what is started. */
  String name();

  /**
   * Starts it, and the platform that has the first tokens and hands them out.
   *
   * @param bundles the folder of bundles that platforms are started from
   * @param data the bank's directory
   * @param payer the directory of the one that is going to pay, which is not started yet
   */
  Bank open(Path bundles, Path data, Path payer)
      throws DemoException, PlatformException, InterruptedException;

  /** Lets the platform of a member use it, once it is open. */
  PlatformBuilder lend(PlatformBuilder to, String member);

  /** The configuration of a member's journal, for one that may promise so much. */
  default Map<String, Object> journal(String member, long budget) {
    return Map.of(
        "budget.payee", budget,
        "budget.torrent", budget,
        "budget.day", budget,
        "budget.total", budget);
  }

  /** What the payer may promise, in base units. */
  default long purse(long bytes) {
    return Bank.PURSE;
  }

  /** What the payload is drawn from. */
  default long seed(long bytes) {
    return bytes;
  }

  /** How long a payment may take until it is final. */
  default Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Sees to it that everybody has what they need, and returns once that is final. */
  default void endow(Bank bank, Purse payer, List<Purse> sellers)
      throws DemoException, InterruptedException {
    bank.endow(payer, sellers);
  }

  /** Takes back what is somebody else's, once everybody is paid; returns once that is final. */
  default void takeBack(Bank bank, Purse payer, List<Purse> sellers, DemoSwarm.Watcher watcher)
      throws DemoException, InterruptedException {
    // These tokens are gone with the demonstration.
  }

  /** Throws if it has ended, whatever else fails for that. */
  void requireRunning() throws DemoException;

  /** What is configured to opt in to spending there. */
  Map<String, ?> spending();

  @Override
  void close() throws DemoException, PlatformException;
}
