package io.quoin.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * aria2. It has no way to be given a peer: it needs a tracker. It can be given no hybrid torrent:
 * it loses the empty keys of their file tree, and what it announces is the hash of what is left.
 */
final class Aria2 implements Client {

  @Override
  public void assumeInstalled() {
    Installed.assume("aria2c", "aria2");
  }

  @Override
  public boolean storesPads() {
    return true;
  }

  @Override
  public boolean makesEmptyFiles() {
    return true;
  }

  @Override
  public Running seed(Host host, int port, Torrent torrent, Path directory) {
    List<String> command =
        command(
            port,
            directory,
            "--check-integrity=true",
            "--seed-ratio=0.0",
            torrent.file().toString());
    return Running.startUntil(host, command, "Seeder state");
  }

  @Override
  public void fetch(Host host, String source, Path directory, Optional<InetSocketAddress> peer) {
    List<String> command = command(host.freePort(), directory, "--seed-time=0", source);
    try (Running running = Running.start(host, command)) {
      running.awaitSuccess();
    }
  }

  private static List<String> command(int port, Path directory, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "aria2c",
                "--no-conf=true",
                "--dir=" + directory,
                "--listen-port=" + port,
                "--disable-ipv6=true",
                // Its UDP trackers are there with its hash table alone, which knows no node here.
                "--enable-dht=true",
                "--dht-listen-port=" + port,
                "--dht-file-path=" + directory.resolveSibling("aria2.dht"),
                "--enable-peer-exchange=false",
                "--bt-enable-lpd=false",
                "--file-allocation=none",
                "--follow-torrent=mem",
                "--console-log-level=info",
                "--enable-color=false",
                "--show-console-readout=false",
                "--summary-interval=0"));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public String toString() {
    return "aria2";
  }
}
