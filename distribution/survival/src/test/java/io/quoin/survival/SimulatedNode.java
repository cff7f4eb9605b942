package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator of a TRON node as it is shipped, in a process of its own. */
final class SimulatedNode implements AutoCloseable {

  private final Process process;
  private final Path said;

  private SimulatedNode(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts it with a block each second.
   *
   * @param scratch for what it says
   * @param account what somebody has in the beginning
   */
  static SimulatedNode start(Path scratch, String account) throws IOException {
    Path said = Files.createTempFile(scratch, "devnet", ".out");
    List<String> command =
        List.of(
            House.HOME.resolve("bin").resolve("quoin").toString(),
            "devnet",
            "--full-node-port=0",
            "--solidity-port=0",
            "--block-seconds=1",
            "--solidified-lag=1",
            "--until-eof",
            "--account=" + account);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    SimulatedNode node = new SimulatedNode(builder.start(), said);
    await().atMost(House.PATIENCE).until(() -> Files.readString(said).endsWith("\n"));
    return node;
  }

  /** The network's name. */
  String net() throws IOException {
    return fact("net");
  }

  /** What the ledger on TRON is told to use it. */
  Map<String, Object> configuration() throws IOException {
    return Map.of(
        "network",
        net(),
        "full.nodes",
        List.of(fact("full-node")),
        "solidity.nodes",
        List.of(fact("solidity-node")),
        "tls",
        false);
  }

  /** The same as a file of the configuration. */
  String json() throws IOException {
    return """
        { "network": "%s", "full.nodes": ["%s"], "solidity.nodes": ["%s"], "tls": false }
        """
        .formatted(net(), fact("full-node"), fact("solidity-node"));
  }

  private String fact(String name) throws IOException {
    Matcher found = Pattern.compile("\\b" + name + "=(\\S+)").matcher(Files.readString(said));
    assertThat(found.find()).as("it says its " + name).isTrue();
    return found.group(1);
  }

  /** It would end with this virtual machine, too. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
