package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the assembled launcher. Whatever comes of it, it is gone when this is closed. */
final class QuoinProcess implements AutoCloseable {

  private static final Path LAUNCHER = House.HOME.resolve("bin").resolve("quoin");

  private final List<String> command;
  private final Path errors;
  private final Process process;

  private QuoinProcess(Path scratch, List<String> command, Map<String, String> environment)
      throws IOException {
    this.command = command;
    this.errors = Files.createTempFile(scratch, "quoin", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Who is killed leaves its temporary files.
    builder.environment().put("QUOIN_JAVA_OPTS", "-Djava.io.tmpdir=" + scratch);
    this.process = builder.start();
    process.getOutputStream().close();
  }

  /** Has the launcher make what it makes on its first call. */
  static void warmUp(Path scratch) throws Exception {
    try (QuoinProcess first =
        new QuoinProcess(scratch, List.of(LAUNCHER.toString(), "--help"), Map.of())) {
      assertThat(first.await()).as(first.errors()).isZero();
    }
  }

  /** Begins a command. */
  static QuoinProcess of(Path scratch, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return new QuoinProcess(scratch, command, Map.of());
  }

  /**
   * Begins to download from a peer.
   *
   * @param scratch for temporary files
   * @param directory where the files go
   */
  static QuoinProcess get(Path scratch, Path directory, InetSocketAddress peer, Path torrent)
      throws IOException {
    return get(scratch, directory, torrent, "--peer", text(peer));
  }

  /** Begins to download with these switches besides. */
  static QuoinProcess get(Path scratch, Path directory, Path torrent, String... switches)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(LAUNCHER.toString(), "get", "--listen", "127.0.0.1:0"));
    command.addAll(List.of(switches));
    command.addAll(List.of("-o", directory.toString(), torrent.toString()));
    return new QuoinProcess(scratch, command, Map.of());
  }

  /**
   * Runs a shell script that may mount what nobody else sees: as root, until the first command that
   * fails.
   *
   * @param script calls the launcher by {@code "$QUOIN"}
   * @param environment what else the script calls by name
   */
  static QuoinProcess amongOwnMounts(Path scratch, String script, Map<String, String> environment)
      throws IOException {
    List<String> command = List.of("unshare", "--mount", "sh", "-ec", script);
    Map<String, String> names = new HashMap<>(environment);
    names.put("QUOIN", LAUNCHER.toString());
    return new QuoinProcess(scratch, command, names);
  }

  /** Whether such a script may mount anything at all. */
  static boolean mayMount(Path scratch) throws Exception {
    String script = "mount -t tmpfs quoin \"$DISK\"";
    try (QuoinProcess probe = amongOwnMounts(scratch, script, Map.of("DISK", scratch.toString()))) {
      return probe.await() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  static String text(InetSocketAddress peer) {
    return peer.getHostString() + ":" + peer.getPort();
  }

  boolean running() {
    return process.isAlive();
  }

  /** As kill -9 does it. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Its exit code, once it has ended. */
  int await() throws InterruptedException {
    assertThat(process.waitFor(House.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as(() -> command + " ends; it says: " + errors())
        .isTrue();
    return process.exitValue();
  }

  /** What it has printed to standard error. */
  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    Files.delete(errors);
  }
}
