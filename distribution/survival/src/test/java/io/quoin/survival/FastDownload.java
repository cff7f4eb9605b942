package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
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
 * the way. Keeps the figures; prints itself as a report.
 */
final class FastDownload implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofSeconds(60);

  /** More than can be on its way between two platforms that have stopped. */
  private static final long SURELY_NEW = 32L * MIB;

  private final Payload payload;
  private final Path directory;
  private final House seed = House.openAtFixedAddress();
  private final House leech = House.open();
  private final TorrentId id;
  private final Set<InetSocketAddress> connections = new LinkedHashSet<>();
  private final List<Duration> returns = new ArrayList<>();
  private final long began;
  private String what = "";
  private House restarted = leech;
  private long moved;
  private Duration lasted = Duration.ZERO;
  private TorrentSnapshot last;

  FastDownload(Payload payload, Metainfo metainfo, Scratch scratch) throws Exception {
    this.payload = payload;
    this.directory = Files.createTempDirectory(scratch.path(), "download");
    seed.provide(VirtualFiles.ID, new VirtualFiles().holding(payload));
    seed.add(
        AddTorrent.of(metainfo, Files.createTempDirectory(scratch.path(), "seed"))
            .withProvider(VirtualFiles.ID)
            .withCheck(AddTorrent.Check.TRUST));
    this.began = System.nanoTime();
    this.id = leech.add(AddTorrent.of(metainfo, directory).withPeers(List.of(seed.address())));
    this.last = leech.torrent(id);
  }

  /** Stops and starts a bundle at so many moments spread over the download. */
  void restart(String room, String side, int times) throws Exception {
    restarted = side.equals("serves") ? seed : leech;
    String bundle = "io.quoin." + room;
    what = room + " of the one that " + side;
    for (int i = 1; i <= times; i++) {
      awaitVerified(i * payload.length() / (times + 2));
      noteConnections();
      restarted.platform().stopBundle(bundle);
      restarted.platform().startBundle(bundle);
      long returned = System.nanoTime();
      awaitVerified(leech.torrent(id).verifiedBytes() + SURELY_NEW);
      returns.add(Duration.ofNanos(System.nanoTime() - returned));
      noteConnections();
    }
  }

  /** Waits for the last byte and looks at each of them. */
  void finish() throws Exception {
    last =
        leech
            .session()
            .completion(id)
            .toCompletableFuture()
            .get(MOST.toSeconds(), TimeUnit.SECONDS);
    moved = restarted == seed ? last.receivedBytes() : sent();
    lasted = Duration.ofNanos(System.nanoTime() - began);
    payload.assertIs(directory.resolve(payload.name()));
    System.out.println(this);
  }

  private long sent() {
    await("what the seed has sent")
        .pollInSameThread()
        .until(() -> seed.torrent(id).sentBytes() >= payload.length());
    return seed.torrent(id).sentBytes();
  }

  private void awaitVerified(long bytes) {
    await(what + " " + returns)
        .pollInSameThread()
        .pollInterval(POLL)
        .atMost(MOST)
        .untilAsserted(
            () -> {
              last = leech.torrent(id);
              assertThat(last.verifiedBytes())
                  .as("verified bytes of %s", last)
                  .isGreaterThanOrEqualTo(Math.min(bytes, payload.length()));
            });
  }

  /** The seed sees each connection by the port that it comes from. */
  private void noteConnections() {
    await("a connection")
        .pollInSameThread()
        .pollInterval(POLL)
        .atMost(MOST)
        .until(() -> !seed.session().peers(id).isEmpty());
    seed.session().peers(id).stream().map(PeerSnapshot::address).forEach(connections::add);
  }

  Duration slowestReturn() {
    return returns.stream().max(Duration::compareTo).orElseThrow();
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
        "%s restarted %d times: %d MiB at %d MiB/s, %d MiB more moved than that, goes on after %s"
            + " ms, connections from %s",
        what,
        returns.size(),
        payload.length() / MIB,
        payload.length() / MIB * 1000 / Math.max(1, lasted.toMillis()),
        (moved - payload.length()) / MIB,
        returns.stream().map(Duration::toMillis).toList(),
        connections.stream().map(InetSocketAddress::getPort).toList());
  }

  @Override
  public void close() throws Exception {
    leech.close();
    seed.close();
    Files.delete(directory.resolve(payload.name()));
  }
}
