package io.quoin.launcher;

import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.util.OptionalInt;

/**
 * A platform of this process: stopped when it is closed, and also when a signal tells the process
 * to stop.
 */
final class Hosted implements AutoCloseable {

  private final Platform platform;
  private final Thread atSignal;

  private Hosted(Platform platform, OptionalInt exitCode) {
    this.platform = platform;
    this.atSignal = new Thread(() -> stop(platform, exitCode), "quoin-signal");
    Runtime.getRuntime().addShutdownHook(atSignal);
  }

  /** A signal breaks off what it is for: the process ends with 128 and the signal's number. */
  static Hosted untilDone(Platform platform) {
    return new Hosted(platform, OptionalInt.empty());
  }

  /** A signal is how it is meant to end: the process ends with 0. */
  static Hosted untilSignal(Platform platform) {
    return new Hosted(platform, OptionalInt.of(0));
  }

  private static void stop(Platform platform, OptionalInt exitCode) {
    try {
      platform.close();
    } catch (PlatformException e) {
      System.err.println("quoin: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
    exitCode.ifPresent(Runtime.getRuntime()::halt);
  }

  Platform platform() {
    return platform;
  }

  @Override
  public void close() throws PlatformException {
    try {
      Runtime.getRuntime().removeShutdownHook(atSignal);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and the platform waits for itself.
    }
    platform.close();
  }
}
