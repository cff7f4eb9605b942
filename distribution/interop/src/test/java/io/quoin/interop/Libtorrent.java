package io.quoin.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** libtorrent, through the script {@code libtorrent_client.py}. */
final class Libtorrent implements Client, TorrentMaker {
  /** Debian's own: the module is for no other. */
  private static final String PYTHON = "/usr/bin/python3";

  @Override
  public void assumeInstalled() {
    assumeTrue(
        Running.succeeds(new Loopback(), List.of("bash", "-c", PYTHON + " -c 'import libtorrent'")),
        "libtorrent is not installed; on Debian it is in the package python3-libtorrent");
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
    List<String> command = command("seed", host.address(), port, torrent.file(), directory);
    return Running.startUntil(host, command, "all is there\n");
  }

  @Override
  public void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer) {
    List<Object> arguments =
        new ArrayList<>(List.of("fetch", host.address(), host.freePort(), source, directory));
    peer.ifPresent(address -> arguments.add(address.getHostString() + ":" + address.getPort()));
    try (Running running = Running.start(host, command(arguments.toArray()))) {
      running.awaitSuccess();
    }
  }

  @Override
  public Torrent make(
      Path path, Torrent.Kind kind, int pieceLength, Optional<String> tracker, Path file)
      throws IOException {
    String lowerCase = kind.name().toLowerCase(Locale.ROOT);
    Running.run(
        new Loopback(), command("create", lowerCase, pieceLength, tracker.orElse(""), path, file));
    return Torrent.read(file);
  }

  private static List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(PYTHON, script()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private static String script() {
    try {
      return Path.of(Libtorrent.class.getResource("libtorrent_client.py").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "libtorrent";
  }
}
