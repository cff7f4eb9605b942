package io.quoin.launcher;

import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.launcher.LedgerOptions.Kind;
import io.quoin.launcher.demo.DemoException;
import io.quoin.launcher.demo.DemoResult;
import io.quoin.launcher.demo.DemoSwarm;
import io.quoin.platform.PlatformException;
import io.quoin.wallet.key.KeyWallet;
import io.quoin.wallet.key.SigningKey;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows on this machine, with nothing to prepare, what paying is good for. */
@Command(
    name = "demo",
    description =
        "Shows a swarm on this machine: seeders that earn, a downloader that pays to be served"
            + " sooner and five that don't, each a platform of its own. The tokens are the embedded"
            + " ledger's unless --ledger says otherwise; on TRON they are yours.")
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_MIB = 1 << 20;

  /** What a demonstration with tokens of its own has no use for. */
  private static final List<String> OPERATORS =
      List.of(
          "--data",
          "--etc",
          "--keystore",
          "--passphrase-file",
          "--account",
          "--base-units",
          "--yes");

  @Spec private CommandSpec spec;
  @Mixin private DeskOptions options;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "96",
      description = "How much is shared (default: ${DEFAULT-VALUE} MiB; eight copies are made).")
  private int size;

  @Option(names = "--yes", description = "Does not ask before it pays on TRON.")
  private boolean yes;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Failure, PlatformException, InterruptedException {
    Kind ledger = options.ledgerOptions().kind().orElse(Kind.LOCAL);
    check(ledger);
    try {
      return ledger == Kind.TRON ? withTokensOfTheOperator() : withTokensOfItsOwn(ledger);
    } catch (DemoException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private void check(Kind ledger) {
    if (size < 1 || size > MAX_MIB) {
      throw misuse("--size: 1 to " + MAX_MIB + " MiB, not " + size);
    }
    if (ledger == Kind.TRON) {
      return;
    }
    Optional<String> useless =
        options
            .ledgerOptions()
            .ofTron()
            .or(
                () ->
                    OPERATORS.stream()
                        .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                        .findFirst());
    if (useless.isPresent()) {
      throw misuse(
          useless.get()
              + ": this demonstration has a ledger and tokens of its own; leave it out, or use"
              + " --ledger tron");
    }
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private int withTokensOfItsOwn(Kind ledger) throws Failure, DemoException, InterruptedException {
    try (DemoSwarm swarm =
        new DemoSwarm(
            Home.bundles(),
            Home.plugin("io.quoin.examples.tracker"),
            ledger == Kind.DEVNET ? Optional.of(Home.devnet()) : Optional.empty(),
            bytes())) {
      return show(swarm, ledger, DemoText.DECIMALS);
    }
  }

  private long bytes() {
    return (long) size << 20;
  }

  private int withTokensOfTheOperator()
      throws Failure, DemoException, PlatformException, InterruptedException {
    OperatorsDemo demo;
    try (TokenDesk desk = TokenDesk.locked(options)) {
      if (OperatorsDemo.isOnMainnet(desk) && !options.ledgerOptions().isMainnet()) {
        throw misuse(
            "this is TRON's main network, where tokens are worth something; add --tron-network"
                + " mainnet if that is what you want");
      }
      demo = OperatorsDemo.planned(desk, options, bytes());
      demo.confirm(spec.commandLine().getErr(), yes);
    }
    SigningKey key = options.keystore().unlocked();
    KeyWallet wallet = new KeyWallet(key, options.account(key.address()), 1);
    try (DemoSwarm swarm =
        new DemoSwarm(
            Home.bundles(),
            Home.plugin("io.quoin.examples.tracker"),
            demo.operator(wallet),
            bytes())) {
      return show(swarm, Kind.TRON, demo.decimals());
    } finally {
      wallet.close();
    }
  }

  private int show(DemoSwarm swarm, Kind ledger, int decimals)
      throws Failure, DemoException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DemoResult result = swarm.run(new View(spec.commandLine().getErr(), decimals));
    if (json) {
      out.println(DemoJson.of(result, ledger));
    } else {
      DemoText.print(out, result, ledger, decimals);
    }
    if (!result.right()) {
      throw new Failure("a downloader's files are not the seeders'");
    }
    if (!result.money().conserved()) {
      throw new Failure("the balances don't agree with the payments");
    }
    return 0;
  }

  /** Steps as lines, torrents as bars. */
  private static final class View implements DemoSwarm.Watcher {
    private final PrintWriter err;
    private final int decimals;
    private final ProgressView bars;

    View(PrintWriter err, int decimals) {
      this.err = err;
      this.decimals = decimals;
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
      peers.forEach(peer -> torrents.put(DemoText.label(peer, decimals), peer.torrent()));
      bars.show(torrents);
    }
  }
}
