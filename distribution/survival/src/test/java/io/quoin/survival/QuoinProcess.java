package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the assembled launcher. Whatever comes of it, it is gone when this is closed. */
final class QuoinProcess implements AutoCloseable {

  private static final Path LAUNCHER = House.HOME.resolve("bin").resolve("quoin");

  private final List<String> command;
  private final Path errors;
  private final Process process;

  private QuoinProcess(Path scratch, List<String> arguments) throws IOException {
    this.command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(arguments);
    this.errors = Files.createTempFile(scratch, "quoin", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Who is killed leaves its temporary files.
    builder.environment().put("QUOIN_JAVA_OPTS", "-Djava.io.tmpdir=" + scratch);
    this.process = builder.start();
    process.getOutputStream().close();
  }

  /** Has the launcher make what it makes on its first call. */
  static void warmUp(Path scratch) throws Exception {
    try (QuoinProcess first = new QuoinProcess(scratch, List.of("--help"))) {
      assertThat(first.await()).as(first.errors()).isZero();
    }
  }

  /**
   * Begins to download.
   *
   * @param scratch for temporary files
   * @param directory where the files of the torrents go
   * @param peer who has them
   */
  static QuoinProcess get(Path scratch, Path directory, InetSocketAddress peer, Path... torrents)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("get", "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of("--peer", peer.getHostString() + ":" + peer.getPort()));
    arguments.addAll(List.of("-o", directory.toString()));
    for (Path torrent : torrents) {
      arguments.add(torrent.toString());
    }
    return new QuoinProcess(scratch, arguments);
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
