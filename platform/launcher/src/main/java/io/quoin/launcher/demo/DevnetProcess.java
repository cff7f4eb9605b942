package io.quoin.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The simulator of a TRON node as a process of its own, which ends with this one. */
final class DevnetProcess implements AutoCloseable {

  /** Since when Java warns of what protobuf does, unless it is told not to. */
  private static final int WARNS_OF_UNSAFE = 25;

  private static final int END_SECONDS = 10;

  private final Process process;
  private final Map<String, String> facts;

  private DevnetProcess(Process process, Map<String, String> facts) {
    this.process = process;
    this.facts = facts;
  }

  /**
   * Starts it with a block each second, the second newest of which is final.
   *
   * @param jars the folder of its program
   * @param accounts switches that say what is there in the beginning
   */
  static DevnetProcess start(Path jars, List<String> accounts)
      throws DemoException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx384m", "-XX:TieredStopAtLevel=1"));
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", jars.resolve("*").toString(), "io.quoin.devnet.Main"));
    command.addAll(List.of("--full-node-port=0", "--solidity-port=0", "--until-eof"));
    command.addAll(List.of("--block-seconds=1", "--solidified-lag=2"));
    command.addAll(accounts);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new DemoException("the simulated TRON node cannot be started: " + e.getMessage(), e);
    }
    try {
      String line = Waiting.answer(firstLine(process), "the simulated TRON node's first line");
      return new DevnetProcess(process, facts(line));
    } catch (DemoException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static CompletableFuture<String> firstLine(Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            String line = out.readLine();
            return line == null ? "" : line;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Map<String, String> facts(String line) throws DemoException {
    Map<String, String> facts = new HashMap<>();
    for (String fact : line.split(" ", -1)) {
      int equals = fact.indexOf('=');
      if (equals > 0) {
        facts.put(fact.substring(0, equals), fact.substring(equals + 1));
      }
    }
    if (!facts.keySet().containsAll(List.of("full-node", "solidity-node", "net"))) {
      throw new DemoException("the simulated TRON node did not say where it is: '" + line + "'");
    }
    return facts;
  }

  /** HOST:PORT. */
  String fullNode() {
    return facts.get("full-node");
  }

  /** HOST:PORT. */
  String solidityNode() {
    return facts.get("solidity-node");
  }

  /** Which network it is. */
  String net() {
    return facts.get("net");
  }

  void requireRunning() throws DemoException {
    if (!process.isAlive()) {
      throw new DemoException(
          "the simulated TRON node has ended, with exit code "
              + process.exitValue()
              + "; what it said is above");
    }
  }

  /** It ends when its standard input does. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It reads no more: it is ended all the same.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
