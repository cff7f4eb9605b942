package io.quoin.discovery.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's opentracker, on loopback, for one torrent. */
final class OpenTracker implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/opentracker");
  private static final Duration START = Duration.ofSeconds(20);

  private final Process process;
  private final InetSocketAddress address;

  OpenTracker(Path directory, String infoHash) throws IOException {
    address = freeAddress();
    // As root it changes to another user and root directory: both must find the list.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        directory.resolve("whitelist"), infoHash.toUpperCase(Locale.ROOT) + "\n", US_ASCII);
    Path configuration =
        Files.writeString(
            directory.resolve("configuration"),
            "access.whitelist whitelist\nlisten.tcp_udp "
                + address.getAddress().getHostAddress()
                + ":"
                + address.getPort()
                + "\n");
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "-f", configuration.toString(), "-d", directory.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(START).until(this::isListening);
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  String http() {
    return "http://" + host() + "/announce";
  }

  String udp() {
    return "udp://" + host() + "/announce";
  }

  private String host() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) probe.getLocalSocketAddress();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
