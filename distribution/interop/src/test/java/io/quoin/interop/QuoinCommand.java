package io.quoin.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The assembled distribution, by its command line. */
final class QuoinCommand implements Client, TorrentMaker {
  static final Path HOME = Path.of(System.getProperty("quoin.home")).normalize();

  @Override
  public void assumeInstalled() {
    assertThat(launcher()).as("what was assembled").isExecutable();
  }

  private static Path launcher() {
    return HOME.resolve("bin").resolve("quoin");
  }

  @Override
  public boolean storesPads() {
    return false;
  }

  @Override
  public boolean makesEmptyFiles() {
    return true;
  }

  @Override
  public Running seed(Host host, int port, Torrent torrent, Path directory) {
    List<String> command =
        command("seed", "-o", directory, "--listen", listen(host, port), torrent.file());
    return Running.startUntil(host, command, "100.0% seeding");
  }

  @Override
  public void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("get", "-o", directory, "--listen", listen(host, host.freePort()), source));
    peer.ifPresent(
        address ->
            arguments.addAll(
                1, List.of("--peer", address.getHostString() + ":" + address.getPort())));
    try (Running running = Running.start(host, command(arguments.toArray()))) {
      running.awaitSuccess();
    }
  }

  private static String listen(Host host, int port) {
    return host.address() + ":" + port;
  }

  @Override
  public Torrent make(
      Path path, Torrent.Kind kind, int pieceLength, Optional<String> tracker, Path file)
      throws IOException {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "create",
                "-o",
                file,
                "--" + kind.name().toLowerCase(Locale.ROOT),
                "--piece-length",
                pieceLength));
    tracker.ifPresent(url -> arguments.addAll(List.of("--tracker", url)));
    arguments.add(path);
    Running.run(new Loopback(), command(arguments.toArray()));
    return Torrent.read(file);
  }

  private static List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  @Override
  public String toString() {
    return "quoin";
  }
}
