package io.quoin.launcher;

import io.quoin.api.session.Session;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts and stops a platform: the script has the classes that this loads archived for later
 * starts.
 */
@Command(name = "warm-up", hidden = true, description = "Starts and stops a platform.")
final class WarmUpCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private TransferOptions transfer;

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    try (Platform platform = transfer.start()) {
      platform.service(Session.class, PATIENCE);
    }
    return 0;
  }
}
