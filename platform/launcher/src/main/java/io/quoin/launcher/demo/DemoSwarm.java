package io.quoin.launcher.demo;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.session.SessionException;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.platform.Platform;
import io.quoin.platform.PlatformBuilder;
import io.quoin.platform.PlatformException;
import io.quoin.platform.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The swarm: started, watched to its end, checked, taken down. */
public final class DemoSwarm implements AutoCloseable {

  private static final List<String> DOWNLOADERS = List.of("ada", "ben", "cleo");
  private static final String SEEDER = "seeder";
  private static final int BUDGET_MIB = 16;
  private static final long SHOW_SECONDS = 6;
  private static final long LOOK_MILLIS = 100;
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path bundles;
  private final Path tracker;
  private final long bytes;
  private final DemoFolder folder;
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<DemoPeer> peers = new ArrayList<>();
  private final Exchange exchange = new Exchange();
  private Metainfo metainfo;

  /** Is told how it gets on. */
  public interface Watcher {

    /**
     * Something begins.
     *
     * @param what a few words
     */
    void begins(String what);

    /**
     * Called every now and then.
     *
     * @param torrents how each peer's torrent is doing, by the peer's name
     */
    void look(Map<String, TorrentSnapshot> torrents);
  }

  /**
   * Makes room; nothing runs yet.
   *
   * @param bundles the folder of bundles that each platform is started from
   * @param tracker the bundle of the tracker
   * @param bytes of the payload, 1 MiB or more
   * @throws DemoException if there is no room for four copies
   */
  public DemoSwarm(Path bundles, Path tracker, long bytes) throws DemoException {
    this.bundles = bundles;
    this.tracker = tracker;
    this.bytes = bytes;
    this.folder = DemoFolder.withRoomFor(bytes * (DOWNLOADERS.size() + 1) + (64L << 20));
  }

  /**
   * Starts it, and watches it until every downloader has everything.
   *
   * @param watcher is told how it gets on
   * @return what came of it
   * @throws DemoException if a part of it fails
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public DemoResult run(Watcher watcher) throws DemoException, InterruptedException {
    try {
      Path seed = folder.path().resolve(SEEDER);
      watcher.begins("making " + (bytes >> 20) + " MiB to share");
      DemoPayload.write(seed, bytes);
      watcher.begins("starting a tracker");
      metainfo = DemoPayload.torrent(seed, startTracker()).metainfo();
      watcher.begins("starting the seeder, which checks what it has");
      seed(seed);
      watcher.begins("starting " + DOWNLOADERS.size() + " downloaders");
      double seconds = download(watcher);
      watcher.begins("hashing every file");
      return result(seconds);
    } catch (IOException | MetainfoException | SessionException | PlatformException e) {
      throw new DemoException(e.getMessage(), e);
    }
  }

  private URI startTracker() throws IOException, PlatformException {
    int port = freePort();
    Platform platform =
        Platform.builder()
            .bundles(bundles)
            .bundle(tracker)
            .profile(Profile.MINIMAL)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of()))
            .configure("io.quoin.examples.tracker", Map.of("port", port, "interval", 10))
            .start();
    running.add(platform);
    return URI.create("http://127.0.0.1:" + port + "/announce");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void seed(Path seed)
      throws DemoException, PlatformException, SessionException, InterruptedException {
    DemoPeer seeder = start(SEEDER, seed);
    long rate = Math.max(bytes / SHOW_SECONDS, 1 << 20);
    seeder.add(
        AddTorrent.of(metainfo, seed)
            .withCheck(AddTorrent.Check.FULL)
            .withLimits(Limits.DEFAULT.withRates(Limits.UNLIMITED, rate)));
    await(seeder.completion());
  }

  private double download(Watcher watcher)
      throws DemoException, IOException, PlatformException, SessionException, InterruptedException {
    List<DemoPeer> downloaders = new ArrayList<>();
    for (String name : DOWNLOADERS) {
      downloaders.add(start(name, Files.createDirectory(folder.path().resolve(name))));
    }
    long began = System.nanoTime();
    for (DemoPeer downloader : downloaders) {
      downloader.add(AddTorrent.of(metainfo, downloader.folder()));
    }
    CompletableFuture<?> everything =
        CompletableFuture.allOf(
            downloaders.stream().map(DemoPeer::completion).toArray(CompletableFuture<?>[]::new));
    long moved = 0;
    long movedAt = began;
    while (!doneSoon(everything)) {
      long now = look(watcher);
      if (now != moved) {
        moved = now;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > STALL_NANOS) {
        throw new DemoException("nothing has moved for a minute; see the lines above");
      }
    }
    look(watcher);
    return (System.nanoTime() - began) / 1e9;
  }

  private DemoPeer start(String name, Path directory) throws PlatformException {
    PlatformBuilder builder =
        Platform.builder()
            .bundles(bundles)
            .profile(Profile.MINIMAL)
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.storage", Map.of("budget.mib", BUDGET_MIB));
    DemoPeer peer = new DemoPeer(name, directory, builder.start());
    running.add(peer);
    peers.add(peer);
    return peer;
  }

  /** Shows everything, and says how many bytes are verified. */
  private long look(Watcher watcher) throws DemoException {
    exchange.look(peers);
    Map<String, TorrentSnapshot> torrents = new LinkedHashMap<>();
    long verified = 0;
    for (DemoPeer peer : peers) {
      TorrentSnapshot torrent = peer.snapshot();
      torrents.put(peer.name(), torrent);
      verified += torrent.verifiedBytes();
    }
    watcher.look(torrents);
    return verified;
  }

  private static boolean doneSoon(CompletableFuture<?> everything)
      throws DemoException, InterruptedException {
    try {
      everything.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new DemoException(e.getCause().getMessage(), e);
    }
  }

  private static void await(CompletableFuture<?> done) throws DemoException, InterruptedException {
    try {
      done.get(STALL_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new DemoException("the seeder did not get ready within a minute", e);
    } catch (ExecutionException e) {
      throw new DemoException(e.getCause().getMessage(), e);
    }
  }

  private DemoResult result(double seconds) throws IOException {
    List<DemoResult.Download> downloads = new ArrayList<>();
    for (DemoPeer peer : peers.subList(1, peers.size())) {
      downloads.add(
          new DemoResult.Download(
              peer.name(),
              peer.seconds(),
              exchange.receivedBy(peer.name()),
              DemoPayload.hashes(peer.folder())));
    }
    return new DemoResult(
        bytes, seconds, DemoPayload.hashes(peers.get(0).folder()), List.copyOf(downloads));
  }

  /**
   * Where each peer's files are while this is open, the seeder's first.
   *
   * @return folders by the peer's name
   */
  public Map<String, Path> folders() {
    Map<String, Path> folders = new LinkedHashMap<>();
    peers.forEach(peer -> folders.put(peer.name(), peer.folder()));
    return folders;
  }

  /** Stops every platform, the last started first, and deletes the copies. */
  @Override
  public void close() throws DemoException {
    DemoException failure = null;
    for (int i = running.size() - 1; i >= 0; i--) {
      try {
        running.get(i).close();
      } catch (Exception e) {
        failure = new DemoException("a platform did not stop: " + e.getMessage(), e);
      }
    }
    folder.close();
    if (failure != null) {
      throw failure;
    }
  }
}
