package io.quoin.launcher;

import io.quoin.launcher.demo.DemoException;
import io.quoin.launcher.demo.SmallSeed;
import io.quoin.platform.PlatformException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Fetches something small from itself: the script has the classes that this loads archived for
 * later starts.
 */
@Command(name = "warm-up", hidden = true, description = "Fetches something small from itself.")
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Failure, PlatformException {
    try (SmallSeed seed = SmallSeed.start(Home.bundles())) {
      String[] get = {
        "get",
        "--listen",
        "127.0.0.1:0",
        "--peer",
        seed.address(),
        "--output",
        seed.room().toString(),
        seed.torrent().toString()
      };
      return Main.commandLine(get).execute(get);
    } catch (DemoException | IOException e) {
      throw new Failure(e.getMessage(), e);
    }
  }
}
