package io.quoin.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** opentracker, for HTTP and UDP on one port, open to the torrents of one test. */
final class OpenTracker implements AutoCloseable {
  private static final Pattern SEEDS = Pattern.compile("8:completei[1-9]");

  private final Host host;
  private final int port;
  private final Path directory;
  private Running running;

  /** A tracker that is yet to be started. */
  OpenTracker(Host host, Path directory) {
    this.host = host;
    this.port = host.freePort();
    this.directory = directory;
  }

  static void assumeInstalled() {
    Installed.assume("opentracker", "opentracker");
  }

  /** The URL to announce to. */
  String url(String scheme) {
    return scheme + "://" + host.address() + ":" + port + "/announce";
  }

  /** Starts it for this torrent alone: Debian's build knows no other way. */
  void start(Torrent torrent) throws IOException {
    Path home = Files.createDirectory(directory.resolve("tracker"));
    Path list = Files.write(home.resolve("whitelist"), torrent.hashes());
    // Started by root it becomes nobody, and sees this directory alone, before it reads the list.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
    Path configuration = directory.resolve("opentracker.conf");
    Files.writeString(
        configuration,
        """
        tracker.rootdir %s
        access.whitelist %s
        listen.tcp_udp %s:%d
        """
            .formatted(home, list.getFileName(), host.address(), port));
    running = Running.start(host, List.of("opentracker", "-f", configuration.toString()));
    await("opentracker").atMost(Running.PATIENCE).until(() -> host.listens(port));
    await("opentracker to read its list").atMost(Running.PATIENCE).until(() -> knows(torrent));
  }

  private boolean knows(Torrent torrent) {
    String leave = "&peer_id=-TS0000-000000000000&port=1&left=1&event=stopped";
    return torrent.hashes().stream()
        .map(hash -> host.http(port, "/announce?info_hash=" + escaped(hash) + leave))
        .noneMatch(answer -> answer.contains("failure reason"));
  }

  /** Waits until a peer has announced that it has all of the torrent. */
  void awaitSeed(Torrent torrent) {
    await("an announce of a seed to " + url("http"))
        .pollInterval(Duration.ofMillis(50))
        .atMost(Running.PATIENCE)
        .until(() -> torrent.hashes().stream().anyMatch(this::hasSeed));
  }

  /** Tells the tracker of somebody who has all of the torrent at a port of its own host. */
  void announceSeed(Torrent torrent, int seedPort) {
    String there = "&peer_id=-TS0000-000000000001&left=0&event=started&port=" + seedPort;
    torrent
        .hashes()
        .forEach(hash -> host.http(port, "/announce?info_hash=" + escaped(hash) + there));
    awaitSeed(torrent);
  }

  private boolean hasSeed(String hash) {
    return SEEDS.matcher(host.http(port, "/scrape?info_hash=" + escaped(hash))).find();
  }

  private static String escaped(String hex) {
    return hex.replaceAll("..", "%$0");
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }

  @Override
  public String toString() {
    return running == null ? "opentracker was not started" : running.toString();
  }
}
