package io.quoin.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * transmission-daemon. It talks to no peer on a loopback address, and has no way to be given a
 * peer: it needs a tracker. It can be given no hybrid torrent: the empty keys of their file tree
 * are more than version 3.00 can parse, and it calls them corrupt.
 */
final class Transmission implements Client {
  @Override
  public void assumeInstalled() {
    Installed.assume("transmission-daemon", "transmission-daemon");
    Installed.assume("transmission-remote", "transmission-cli");
  }

  @Override
  public boolean storesPads() {
    return true;
  }

  @Override
  public boolean makesEmptyFiles() {
    return false;
  }

  @Override
  public Running seed(Host host, int port, Torrent torrent, Path directory) {
    Daemon daemon = new Daemon(host, port, directory);
    daemon.running.awaitOrClose(
        () -> {
          daemon.remote("--add", torrent.file().toString());
          daemon.remote("--torrent", "all", "--verify");
          daemon.awaitCompletion();
        });
    return daemon.running;
  }

  @Override
  public void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer) {
    Daemon daemon = new Daemon(host, host.freePort(), directory);
    daemon.running.awaitOrClose(
        () -> {
          daemon.remote("--add", source);
          daemon.awaitCompletion();
          daemon.remote("--exit");
          daemon.running.awaitSuccess();
        });
    daemon.running.close();
  }

  /** A daemon and the address of its control. */
  private static final class Daemon {
    private final Host host;
    private final int control;
    private final Running running;

    Daemon(Host host, int port, Path directory) {
      this.host = host;
      this.control = host.freePort();
      try {
        Path home =
            Files.createDirectory(directory.resolveSibling(directory.getFileName() + ".cfg"));
        Files.writeString(home.resolve("settings.json"), settings(port, directory));
        running =
            Running.start(
                host,
                List.of("transmission-daemon", "--foreground", "--config-dir", home.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      running.awaitOrClose(
          () ->
              await("transmission-daemon")
                  .atMost(Running.PATIENCE)
                  .until(() -> host.listens(control)));
    }

    private String settings(int port, Path directory) {
      return """
          {
            "bind-address-ipv4": "%s",
            "peer-port": %d,
            "rpc-bind-address": "%s",
            "rpc-port": %d,
            "rpc-whitelist-enabled": false,
            "rpc-host-whitelist-enabled": false,
            "download-dir": "%s",
            "dht-enabled": false,
            "lpd-enabled": false,
            "pex-enabled": false,
            "utp-enabled": false,
            "port-forwarding-enabled": false,
            "start-added-torrents": true
          }
          """
          .formatted(host.address(), port, host.address(), control, directory);
    }

    String remote(String... arguments) {
      List<String> command =
          new ArrayList<>(List.of("transmission-remote", host.address() + ":" + control));
      command.addAll(List.of(arguments));
      return Running.run(host, command);
    }

    void awaitCompletion() {
      await("transmission to have all of the torrent")
          .pollInterval(Duration.ofMillis(100))
          .atMost(Running.PATIENCE)
          .until(() -> remote("--torrent", "all", "--info").contains("Percent Done: 100%"));
    }
  }

  @Override
  public String toString() {
    return "transmission";
  }
}
