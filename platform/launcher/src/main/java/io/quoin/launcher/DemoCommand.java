package io.quoin.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.launcher.demo.DemoException;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a swarm on this machine, with nothing to prepare. */
@Command(
    name = "demo",
    description =
        "Shows a swarm on this machine: a tracker, a seeder and three downloaders, each a platform"
            + " of its own.")
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "256",
      description = "How much is shared (default: ${DEFAULT-VALUE} MiB; four copies are made).")
  private int size;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (size < 1 || size > MAX_MIB) {
      throw new ParameterException(
          spec.commandLine(), "--size: 1 to " + MAX_MIB + " MiB, not " + size);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (DemoSwarm swarm =
        new DemoSwarm(
            Home.bundles(), Home.plugin("io.quoin.examples.tracker"), (long) size << 20)) {
      DemoResult result = swarm.run(new View(spec.commandLine().getErr()));
      if (json) {
        out.println(json(result));
      } else {
        print(out, result);
      }
      if (!result.right()) {
        throw new Failure("a downloader's files are not the seeder's");
      }
      return 0;
    } catch (DemoException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /** Steps as lines, torrents as bars. */
  private static final class View implements DemoSwarm.Watcher {
    private final PrintWriter err;
    private final ProgressView bars;

    View(PrintWriter err) {
      this.err = err;
      this.bars = ProgressView.forTerminal(err);
    }

    @Override
    public void begins(String what) {
      bars.finish();
      err.println(what);
      err.flush();
    }

    @Override
    public void look(Map<String, TorrentSnapshot> torrents) {
      bars.show(torrents);
    }
  }

  private static void print(PrintWriter out, DemoResult result) {
    for (DemoResult.Download download : result.downloads()) {
      out.printf(
          Locale.ROOT,
          "%-6s %s in %.1f s:",
          download.name(),
          Units.bytes(result.bytes()),
          download.seconds());
      download
          .received()
          .forEach((from, bytes) -> out.printf(" %s from %s,", Units.bytes(bytes), from));
      out.printf(" files %s%n", download.hashes().equals(result.hashes()) ? "right" : "WRONG");
    }
    out.printf(
        Locale.ROOT,
        "%s to %d downloaders in %.1f s%n",
        Units.bytes(result.bytes()),
        result.downloads().size(),
        result.seconds());
  }

  private static JsonObject json(DemoResult result) {
    JsonObject answer = new JsonObject();
    answer.addProperty("bytes", result.bytes());
    answer.addProperty("seconds", result.seconds());
    answer.add("hashes", hashes(result.hashes()));
    JsonArray peers = new JsonArray();
    for (DemoResult.Download download : result.downloads()) {
      JsonObject peer = new JsonObject();
      peer.addProperty("name", download.name());
      peer.addProperty("seconds", download.seconds());
      peer.addProperty("bytesPerSecond", (long) (result.bytes() / download.seconds()));
      JsonObject received = new JsonObject();
      download.received().forEach(received::addProperty);
      peer.add("received", received);
      peer.add("hashes", hashes(download.hashes()));
      peers.add(peer);
    }
    answer.add("peers", peers);
    answer.addProperty("right", result.right());
    return answer;
  }

  private static JsonObject hashes(Map<String, String> hashes) {
    JsonObject object = new JsonObject();
    hashes.forEach(object::addProperty);
    return object;
  }
}
