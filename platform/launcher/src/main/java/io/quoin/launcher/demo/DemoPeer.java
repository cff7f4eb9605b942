package io.quoin.launcher.demo;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.Session;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One of the swarm: a platform with one torrent. */
final class DemoPeer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Path folder;
  private final Platform platform;
  private final Optional<Purse> purse;
  private final Session session;
  private TorrentId torrent;
  private CompletableFuture<TorrentSnapshot> completion;
  private long began;
  private volatile double seconds;

  DemoPeer(String name, Path folder, Platform platform, Optional<Purse> purse)
      throws PlatformException {
    this.name = name;
    this.folder = folder;
    this.platform = platform;
    this.purse = purse;
    this.session = platform.service(Session.class, PATIENCE);
  }

  void add(AddTorrent wish) throws SessionException {
    began = System.nanoTime();
    torrent = session.add(wish);
    completion =
        session
            .completion(torrent)
            .toCompletableFuture()
            .whenComplete((done, fault) -> seconds = (System.nanoTime() - began) / 1e9);
  }

  String name() {
    return name;
  }

  Path folder() {
    return folder;
  }

  /** Empty for one that neither pays nor is paid. */
  Optional<Purse> purse() {
    return purse;
  }

  /** Done once every byte is verified and on disk. */
  CompletableFuture<TorrentSnapshot> completion() {
    return completion;
  }

  /** From the start to the last byte. */
  double seconds() {
    return seconds;
  }

  TorrentSnapshot snapshot() throws DemoException {
    return session
        .torrent(torrent)
        .orElseThrow(() -> new DemoException(name + " has lost its torrent"));
  }

  List<PeerSnapshot> connections() {
    return session.peers(torrent);
  }

  List<InetSocketAddress> listening() {
    return session.listening();
  }

  @Override
  public void close() throws PlatformException {
    platform.close();
  }
}
