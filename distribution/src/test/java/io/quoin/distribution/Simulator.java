package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator of a TRON node as it is shipped, in a process of its own, at any ports. */
final class Simulator implements AutoCloseable {

  private static final int SOON_SECONDS = 60;

  private final Process process;
  private final String said;

  private Simulator(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /** With a block each second, the second newest of which is final. */
  static Simulator start(String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Assembly.HOME.resolve("bin/quoin").toString());
    command.addAll(List.of("devnet", "--full-node-port=0", "--solidity-port=0", "--until-eof"));
    command.addAll(List.of("--block-seconds=1", "--solidified-lag=1"));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      return new Simulator(process, firstLine(process).get(SOON_SECONDS, TimeUnit.SECONDS));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static CompletableFuture<String> firstLine(Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                line.complete(String.valueOf(out.readLine()));
              } catch (IOException e) {
                line.completeExceptionally(e);
              }
            },
            "simulator-first-line");
    reader.setDaemon(true);
    reader.start();
    return line;
  }

  private String fact(String name) {
    Matcher found = Pattern.compile("\\b" + name + "=(\\S+)").matcher(said);
    assertThat(found.find()).as("it says its %s in '%s'", name, said).isTrue();
    return found.group(1);
  }

  /** Which network it is. */
  String net() {
    return fact("net");
  }

  /** Where its full node is, HOST:PORT. */
  String fullNode() {
    return fact("full-node");
  }

  /** Where its solidified view is, HOST:PORT. */
  String solidityNode() {
    return fact("solidity-node");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
