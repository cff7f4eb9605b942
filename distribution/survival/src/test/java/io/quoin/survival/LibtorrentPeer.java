package io.quoin.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process of libtorrent that downloads from one peer. It is gone when this is closed. */
final class LibtorrentPeer implements AutoCloseable {

  /** Debian's own: the module is for no other. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final Path SCRIPT =
      Path.of("..", "interop", "src", "test", "resources")
          .resolve("io/quoin/interop/libtorrent_client.py");

  private final Process process;
  private final Path output;
  private final Path directory;

  private LibtorrentPeer(Process process, Path output, Path directory) {
    this.process = process;
    this.output = output;
    this.directory = directory;
  }

  static boolean isInstalled() throws Exception {
    Process probe = new ProcessBuilder(PYTHON, "-c", "import libtorrent").start();
    probe.getOutputStream().close();
    return probe.waitFor() == 0;
  }

  static LibtorrentPeer fetch(Path torrent, Path directory, InetSocketAddress from)
      throws IOException {
    Files.createDirectories(directory);
    Path output = directory.resolveSibling(directory.getFileName() + ".out");
    Process process =
        new ProcessBuilder(
                PYTHON,
                SCRIPT.toString(),
                "fetch",
                "127.0.0.1",
                "0",
                torrent.toString(),
                directory.toString(),
                "127.0.0.1:" + from.getPort())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new LibtorrentPeer(process, output, directory);
  }

  /** Waits for its last byte. */
  void finish() throws Exception {
    boolean ended = process.waitFor(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
