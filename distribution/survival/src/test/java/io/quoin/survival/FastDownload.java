package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import io.quoin.platform.PlatformException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One platform downloads from another, as fast as both can, and bundles of either are restarted on
 * the way. The one that serves reads a part at a time, so that a download is never over before its
 * last restart, however late that comes. Keeps the figures; prints itself as a report.
 */
final class FastDownload implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  /** More than can have been on its way or in windows when a bundle stopped. */
  static final long SURELY_NEW = 96L * MIB;

  static final int RESTARTS = 5;

  /** Between the moments of two restarts. */
  private static final long STEP = 128L * MIB;

  /** That much more may be read by then: it goes on at full speed unless a restart is late. */
  private static final long AHEAD = 32L * MIB;

  private final Payload payload;
  private final Path directory;
  private final ReadBudget budget = new ReadBudget(STEP + AHEAD);
  private final House seed = House.openAtFixedAddress();
  private final House leech = House.open();
  private final TorrentId id;
  private final Set<InetSocketAddress> connections = new LinkedHashSet<>();
  private final List<Duration> returns = new ArrayList<>();
  private String what = "";
  private House restarted = leech;
  private long undisturbedBytes;
  private long undisturbedNanos;
  private long moved;

  FastDownload(Payload payload, Metainfo metainfo, Scratch scratch) throws Exception {
    if (payload.length() <= (RESTARTS + 1) * (STEP + AHEAD)) {
      throw new IllegalArgumentException("too short: " + payload.length() / MIB + " MiB");
    }
    this.payload = payload;
    this.directory = Files.createTempDirectory(scratch.path(), "download");
    seed.provide(VirtualFiles.ID, new VirtualFiles(budget).holding(payload));
    seed.add(
        AddTorrent.of(metainfo, Files.createTempDirectory(scratch.path(), "seed"))
            .withProvider(VirtualFiles.ID)
            .withCheck(AddTorrent.Check.TRUST));
    this.id = leech.add(AddTorrent.of(metainfo, directory).withPeers(List.of(seed.address())));
  }

  /** Stops and starts a bundle at five moments spread over the download. */
  void restart(String room, String side) throws Exception {
    restarted = side.equals("serves") ? seed : leech;
    String bundle = "io.quoin." + room;
    what = room + " of the one that " + side;
    for (int i = 1; i <= RESTARTS; i++) {
      long verified = undisturbedUntil(i * STEP);
      budget.extend(STEP + AHEAD);
      restarted.platform().stopBundle(bundle);
      restarted.platform().startBundle(bundle);
      long returned = System.nanoTime();
      awaitVerified(verified + SURELY_NEW);
      returns.add(Duration.ofNanos(System.nanoTime() - returned));
    }
  }

  /** Waits for the last byte and looks at each of them. */
  void finish() throws Exception {
    budget.lift();
    undisturbedUntil(payload.length());
    TorrentSnapshot last =
        leech
            .session()
            .completion(id)
            .toCompletableFuture()
            .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    moved = restarted == seed ? last.receivedBytes() : sent();
    System.out.println(this);
    payload.assertIs(directory.resolve(payload.name()));
  }

  private long sent() {
    await("what the seed has sent")
        .pollInSameThread()
        .atMost(House.PATIENCE)
        .until(() -> seed.torrent(id).sentBytes() >= payload.length());
    return seed.torrent(id).sentBytes();
  }

  private long undisturbedUntil(long bytes) {
    long verified = leech.torrent(id).verifiedBytes();
    long began = System.nanoTime();
    long reached = awaitVerified(bytes);
    undisturbedBytes += reached - verified;
    undisturbedNanos += System.nanoTime() - began;
    return reached;
  }

  private long awaitVerified(long bytes) {
    await(what + " " + returns)
        .pollInSameThread()
        .pollInterval(POLL)
        .atMost(House.PATIENCE)
        .untilAsserted(
            () -> {
              noteConnections();
              TorrentSnapshot now = leech.torrent(id);
              assertThat(now.verifiedBytes())
                  .as("verified bytes of %s", now)
                  .isGreaterThanOrEqualTo(Math.min(bytes, payload.length()));
            });
    return leech.torrent(id).verifiedBytes();
  }

  /** The seed sees each connection by the port that it comes from. */
  private void noteConnections() {
    seed.session().peers(id).stream().map(PeerSnapshot::address).forEach(connections::add);
  }

  /**
   * Payload bytes that went from one to the other, as counted by the one that was not restarted.
   */
  long moved() {
    return moved;
  }

  /** All connections that the seed has seen. */
  Set<InetSocketAddress> connections() {
    return connections;
  }

  @Override
  public String toString() {
    return String.format(
        "%s restarted %d times: %d MiB, %d MiB more moved than that, %d MiB/s between the restarts,"
            + " %d MiB verified within %s ms of each, connections from %s",
        what,
        returns.size(),
        payload.length() / MIB,
        (moved - payload.length()) / MIB,
        undisturbedBytes * 1_000_000_000L / MIB / Math.max(1, undisturbedNanos),
        SURELY_NEW / MIB,
        returns.stream().map(Duration::toMillis).toList(),
        connections.stream().map(InetSocketAddress::getPort).toList());
  }

  @Override
  public void close() throws PlatformException, IOException {
    budget.lift();
    leech.close();
    seed.close();
    Files.delete(directory.resolve(payload.name()));
  }
}
