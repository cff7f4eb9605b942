package io.quoin.launcher;

import io.quoin.api.ledger.LedgerFacts;
import io.quoin.platform.PlatformException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The switches that say on which ledger the tokens are. What they name wins over the files. */
final class LedgerOptions {

  private static final int MOST_NODES = 8;

  /** Where the simulator listens unless it is told. */
  private static final String SIMULATED_FULL_NODE = "127.0.0.1:50051";

  private static final String SIMULATED_SOLIDITY_NODE = "127.0.0.1:50061";

  /** Where tokens can be. */
  enum Kind {
    LOCAL,
    DEVNET,
    TRON
  }

  /** Networks of TRON. */
  enum Network {
    MAINNET,
    NILE,
    SHASTA,
    PRIVATE;

    String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--ledger",
      paramLabel = "local|devnet|tron",
      description =
          "Where the tokens are: in the embedded ledger, on the simulated TRON node that 'quoin"
              + " devnet' starts, or on TRON (default: what the configuration files say; tron with"
              + " any of the switches for it).")
  private Kind kind;

  @Option(
      names = "--tron-network",
      paramLabel = "mainnet|nile|shasta|private",
      description =
          "Which network; 'private' is whichever of one's own the nodes are of (default: the"
              + " files', or else mainnet).")
  private Network network;

  @Option(
      names = "--tron-full-node",
      paramLabel = "HOST:PORT",
      converter = HostPort.OfPeer.class,
      description =
          "gRPC address of a full node, which transfers are sent to; may be given several times"
              + " (default: the files'; "
              + SIMULATED_FULL_NODE
              + " for devnet).")
  private List<HostPort> fullNodes = new ArrayList<>();

  @Option(
      names = "--tron-solidity-node",
      paramLabel = "HOST:PORT",
      converter = HostPort.OfPeer.class,
      description =
          "gRPC address of a solidified view, which says what is final; may be given several times"
              + " (default: the files'; "
              + SIMULATED_SOLIDITY_NODE
              + " for devnet).")
  private List<HostPort> solidityNodes = new ArrayList<>();

  @Option(
      names = "--plaintext",
      description = "Talks to the nodes without TLS (default: as the files say, or else TLS).")
  private boolean plaintext;

  @Option(
      names = "--token",
      paramLabel = "ID",
      description =
          "Number of the TRC-10 token; its name and decimals are the nodes' (default: the files',"
              + " or else 1002000, BTT).")
  private Long token;

  /**
   * Whether any of them was given.
   *
   * @return the first one's name; empty if the files alone are to say it
   */
  Optional<String> given() {
    return kind == null ? ofTron() : Optional.of("--ledger");
  }

  /** Where the tokens are; any switch for TRON says so. */
  Optional<Kind> kind() {
    return kind == null && ofTron().isPresent()
        ? Optional.of(Kind.TRON)
        : Optional.ofNullable(kind);
  }

  /** Whether the main network was asked for by its name. */
  boolean isMainnet() {
    return network == Network.MAINNET;
  }

  /** The first switch that was given for nodes or token. */
  Optional<String> ofTron() {
    if (network != null) {
      return Optional.of("--tron-network");
    }
    if (!fullNodes.isEmpty()) {
      return Optional.of("--tron-full-node");
    }
    if (!solidityNodes.isEmpty()) {
      return Optional.of("--tron-solidity-node");
    }
    if (plaintext) {
      return Optional.of("--plaintext");
    }
    return token == null ? Optional.empty() : Optional.of("--token");
  }

  /**
   * What they come to. Nodes are asked for what is left to them.
   *
   * @param command whose switches they are; it is told what was learnt
   * @param etc the folder of configuration files
   * @throws ParameterException if they make no sense together or with the files
   */
  LedgerChoice choose(CommandLine command, Path etc)
      throws Failure, PlatformException, InterruptedException {
    if (given().isEmpty()) {
      return LedgerChoice.asConfigured();
    }
    checkRanges(command);
    if (kind == Kind.LOCAL) {
      if (ofTron().isPresent()) {
        throw misuse(
            command,
            ofTron().get()
                + ": the embedded ledger has no nodes and no other token; leave out"
                + " either this or --ledger local");
      }
      return LedgerChoice.embedded();
    }
    return kind == Kind.DEVNET ? simulated(command, etc) : onTron(command, etc);
  }

  private void checkRanges(CommandLine command) {
    if (token != null && token < 1) {
      throw misuse(command, "--token: the number of a token is 1 or more, not " + token);
    }
    if (Math.max(fullNodes.size(), solidityNodes.size()) > MOST_NODES) {
      throw misuse(command, "of each kind up to " + MOST_NODES + " nodes can be named");
    }
  }

  private static ParameterException misuse(CommandLine command, String what) {
    return new ParameterException(command, what);
  }

  /** Nothing of the files: an API key, for one, is none of its business. */
  private LedgerChoice simulated(CommandLine command, Path etc)
      throws Failure, PlatformException, InterruptedException {
    if (network != null) {
      throw misuse(
          command,
          "--tron-network: --ledger devnet is a network of its own; leave this out, or use"
              + " --ledger tron");
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put("full.nodes", List.of(SIMULATED_FULL_NODE));
    settings.put("solidity.nodes", List.of(SIMULATED_SOLIDITY_NODE));
    settings.put("tls", false);
    settings.put(".api.key", "");
    settings.put("token", TronFile.BTT);
    settings.putAll(named());
    LedgerFacts facts =
        LedgerScouting.look(etc, settings, "; 'quoin devnet' starts a simulated one");
    requirePrivate(facts, "no simulator; use --ledger tron");
    say(command, "the ledger is a simulated TRON node: nothing of it is on TRON");
    takeNetwork(facts, settings);
    takeToken(facts, settings);
    return LedgerChoice.onTron(settings, true);
  }

  private LedgerChoice onTron(CommandLine command, Path etc)
      throws Failure, PlatformException, InterruptedException {
    TronFile file = TronFile.read(etc);
    requireNodes(command, file);
    String wanted = network == null ? file.network() : network.written();
    boolean ofFile = fullNodes.isEmpty() || solidityNodes.isEmpty();
    if (ofFile && !file.isOf(wanted)) {
      throw misuse(
          command,
          "--tron-network "
              + wanted
              + ": the nodes in "
              + file.path()
              + " are of "
              + file.network()
              + "; name others with --tron-full-node and --tron-solidity-node");
    }
    Map<String, Object> settings = named();
    boolean anyPrivate = network == Network.PRIVATE && !ofFile;
    boolean anyToken = token == null ? anyPrivate && !file.namesToken() : token != file.token();
    if (network != null && network != Network.PRIVATE) {
      settings.put("network", wanted);
    }
    if (anyPrivate || anyToken) {
      LedgerFacts facts = LedgerScouting.look(etc, settings, "");
      if (anyPrivate) {
        requirePrivate(facts, "no private network; use --tron-network " + facts.network());
        takeNetwork(facts, settings);
      } else {
        requireNetwork(facts, network == Network.PRIVATE ? file.network() : wanted);
      }
      if (anyToken) {
        takeToken(facts, settings);
      }
      say(
          command,
          "the nodes are of net "
              + facts.net()
              + ", where token "
              + facts.token().id()
              + " is "
              + facts.token().name()
              + " with "
              + facts.token().decimals()
              + " decimals");
    }
    return LedgerChoice.onTron(settings, false);
  }

  private void requireNodes(CommandLine command, TronFile file) {
    if (fullNodes.isEmpty() && !file.names("full.nodes")) {
      throw misuse(command, missing("full node", "--tron-full-node", "full.nodes", file));
    }
    if (solidityNodes.isEmpty() && !file.names("solidity.nodes")) {
      throw misuse(
          command, missing("solidity node", "--tron-solidity-node", "solidity.nodes", file));
    }
  }

  private static String missing(String what, String option, String key, TronFile file) {
    return "no "
        + what
        + " of TRON is named: add "
        + option
        + " HOST:PORT, or '"
        + key
        + "' to "
        + file.path();
  }

  /** Keys of what the switches name by themselves. */
  private Map<String, Object> named() {
    Map<String, Object> settings = new HashMap<>();
    if (!fullNodes.isEmpty()) {
      settings.put("full.nodes", written(fullNodes));
    }
    if (!solidityNodes.isEmpty()) {
      settings.put("solidity.nodes", written(solidityNodes));
    }
    if (plaintext) {
      settings.put("tls", false);
    }
    if (token != null) {
      settings.put("token", token);
    }
    return settings;
  }

  private static List<String> written(List<HostPort> nodes) {
    return nodes.stream().map(HostPort::toString).toList();
  }

  /** Whoever says that a network is one's own must not move what is worth something. */
  private static void requirePrivate(LedgerFacts facts, String otherwise) throws Failure {
    if (!facts.network().isEmpty()) {
      throw new Failure("the nodes are of TRON's network " + facts.network() + ", " + otherwise);
    }
  }

  private static void requireNetwork(LedgerFacts facts, String wanted) throws Failure {
    if (!wanted.equals(facts.network()) && !wanted.equals(facts.net().toString())) {
      throw new Failure(
          "the nodes are of "
              + (facts.network().isEmpty() ? "net " + facts.net() : facts.network())
              + ", not of "
              + wanted
              + "; name others, or say which network with --tron-network");
    }
  }

  private static void takeNetwork(LedgerFacts facts, Map<String, Object> settings) {
    settings.put("network", facts.net().toString());
  }

  private static void takeToken(LedgerFacts facts, Map<String, Object> settings) {
    settings.put("token.name", facts.token().name());
    settings.put("decimals", facts.token().decimals());
  }

  private static void say(CommandLine command, String what) {
    command.getErr().println("quoin: " + what);
    command.getErr().flush();
  }
}
