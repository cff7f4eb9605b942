package io.quoin.launcher.demo;

import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
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

  /** Lets another platform use it, once it is open. */
  PlatformBuilder lend(PlatformBuilder to);

  /** Throws if it has ended, whatever else fails for that. */
  void requireRunning() throws DemoException;

  /** What is configured to opt in to spending there. */
  Map<String, ?> spending();

  @Override
  void close() throws DemoException, PlatformException;
}
