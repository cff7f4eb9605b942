package io.quoin.launcher;

import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.launcher.demo.DemoException;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows on this machine, with nothing to prepare, what paying is good for. */
@Command(
    name = "demo",
    description =
        "Shows a swarm on this machine: seeders that earn, a downloader that pays to be served"
            + " sooner and five that don't, each a platform of its own.")
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_MIB = 1 << 20;

  /** Where the tokens are. */
  enum Ledger {
    LOCAL,
    DEVNET,
    TRON
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--ledger",
      paramLabel = "local|devnet",
      defaultValue = "local",
      description =
          "Where the tokens are: in the embedded ledger, or on a simulated TRON node"
              + " (default: ${DEFAULT-VALUE}).")
  private Ledger ledger;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "96",
      description = "How much is shared (default: ${DEFAULT-VALUE} MiB; eight copies are made).")
  private int size;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Failure, InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    try (DemoSwarm swarm =
        new DemoSwarm(
            Home.bundles(),
            Home.plugin("io.quoin.examples.tracker"),
            ledger == Ledger.DEVNET ? Optional.of(Home.devnet()) : Optional.empty(),
            (long) size << 20)) {
      DemoResult result = swarm.run(new View(spec.commandLine().getErr()));
      if (json) {
        out.println(DemoJson.of(result, ledger));
      } else {
        DemoText.print(out, result, ledger);
      }
      if (!result.right()) {
        throw new Failure("a downloader's files are not the seeders'");
      }
      if (!result.money().conserved()) {
        throw new Failure("the balances don't agree with the payments");
      }
      return 0;
    } catch (DemoException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private void check() {
    if (ledger == Ledger.TRON) {
      throw new ParameterException(
          spec.commandLine(),
          "--ledger tron is not possible yet; this version has local and devnet");
    }
    if (size < 1 || size > MAX_MIB) {
      throw new ParameterException(
          spec.commandLine(), "--size: 1 to " + MAX_MIB + " MiB, not " + size);
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
    public void look(List<DemoSwarm.Standing> peers) {
      Map<String, TorrentSnapshot> torrents = new LinkedHashMap<>();
      peers.forEach(peer -> torrents.put(DemoText.label(peer), peer.torrent()));
      bars.show(torrents);
    }
  }
}
