package io.quoin.devnet;

import io.quoin.devnet.chain.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one node in the foreground. */
@Command(
    name = "quoin devnet",
    description =
        "A simulator of a TRON node: the gRPC of a full node and of its solidified view over a"
            + " chain of its own, in memory. Nothing of it is on TRON.",
    mixinStandardHelpOptions = true,
    versionProvider = DevnetCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:its standard input ended",
      "1:failed; one line on standard error says why",
      "2:wrong usage"
    })
final class DevnetCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3_600;

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Where it listens, without encryption: whoever reaches it can use it (default:"
              + " ${DEFAULT-VALUE}).")
  private InetAddress host;

  @Option(
      names = "--full-node-port",
      paramLabel = "PORT",
      defaultValue = "50051",
      description = "Port of the full node; 0 takes any (default: ${DEFAULT-VALUE}).")
  private int fullNodePort;

  @Option(
      names = "--solidity-port",
      paramLabel = "PORT",
      defaultValue = "50061",
      description = "Port of the solidified view; 0 takes any (default: ${DEFAULT-VALUE}).")
  private int solidityPort;

  @Option(
      names = "--block-seconds",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "Seconds from block to block, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int blockSeconds;

  @Option(
      names = "--solidified-lag",
      paramLabel = "BLOCKS",
      defaultValue = "2",
      description =
          "How many blocks the solidified view is behind, 0 to 1000; about 19 on the main network"
              + " (default: ${DEFAULT-VALUE}).")
  private int lag;

  @Option(
      names = "--token",
      paramLabel = "ID:NAME:ABBREVIATION:DECIMALS",
      defaultValue = "1002000:BitTorrent:BTT:6",
      converter = ArgumentOfToken.class,
      description = "The one TRC-10 token there is (default: ${DEFAULT-VALUE}).")
  private Token token;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS=TRX,TOKENS",
      converter = Endowment.Argument.class,
      description =
          "What somebody has in the beginning, with decimals if need be; may be given several"
              + " times.")
  private List<Endowment> accounts = new ArrayList<>();

  @Option(
      names = "--hot-key",
      paramLabel = "OWNER=ADDRESS",
      converter = HotKey.Argument.class,
      description =
          "A key that may transfer the tokens of one of the accounts, and do nothing else; may be"
              + " given several times.")
  private List<HotKey> hotKeys = new ArrayList<>();

  @Option(
      names = "--until-eof",
      description = "Ends when standard input does: with the process that started it.")
  private boolean untilEof;

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {"quoin devnet " + (version == null ? "(not built)" : version)};
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Devnet devnet = started()) {
      announce(devnet);
      if (untilEof) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        new CountDownLatch(1).await();
      }
      return 0;
    }
  }

  private Devnet started() throws IOException {
    if (blockSeconds < 1 || blockSeconds > MOST_SECONDS) {
      throw misuse("blocks are 1 to 3600 seconds apart, not " + blockSeconds);
    }
    for (HotKey hotKey : hotKeys) {
      if (accounts.stream().noneMatch(account -> account.owner().equals(hotKey.owner()))) {
        throw misuse("--hot-key names " + hotKey.owner() + ", but there is no such --account");
      }
    }
    try {
      Devnet.Builder setup =
          Devnet.with(token)
              .listen(host, fullNodePort, solidityPort)
              .interval(Duration.ofSeconds(blockSeconds))
              .lag(lag);
      accounts.forEach(account -> setup.account(account.holding(token, hotKeys)));
      return setup.start();
    } catch (IllegalArgumentException outOfRange) {
      throw misuse(outOfRange.getMessage());
    }
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  /** One line for a program that started it, and one for people. */
  private void announce(Devnet devnet) {
    spec.commandLine()
        .getErr()
        .println(
            "quoin devnet: a simulator of a TRON node; nothing of it is on TRON, and all is gone"
                + " when it ends");
    spec.commandLine()
        .getOut()
        .println(
            "full-node="
                + written(devnet.node().fullNode())
                + " solidity-node="
                + written(devnet.node().solidityNode())
                + " net="
                + devnet.net()
                + " token="
                + token.id()
                + " name="
                + token.name()
                + " decimals="
                + token.decimals());
  }

  private static String written(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
