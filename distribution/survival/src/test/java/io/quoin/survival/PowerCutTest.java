package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that loses whatever was not synced when the power is cut. */
class PowerCutTest {

  private static final int CUTS = 4;

  /** Two of the moments that it draws come before a record is due, two after. */
  private static final long SEED = 13;

  @TempDir Path directory;

  private final Payload payload = new Payload("powered", 1024L * MIB);
  private final VirtualFiles files = new VirtualFiles().expecting(payload);

  @Test
  void nothing_that_was_lost_with_the_power_is_believed() throws Exception {
    Metainfo metainfo = payload.torrent(MIB).metainfo();
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> runs = new ArrayList<>();
    long lost = 0;
    long kept = 0;
    try (WirePeers peers = new WirePeers().serving(metainfo, payload)) {
      for (int i = 0; i < CUTS; i++) {
        long begun;
        long lostNow;
        try (House house = House.open()) {
          TorrentId id = begin(house, metainfo, peers);
          begun = house.torrent(id).verifiedBytes();
          awaitVerified(house, id, Math.min(payload.length(), begun + random.nextLong(512L * MIB)));
          long verified = house.torrent(id).verifiedBytes();
          lostNow = cutPower(house, id);
          runs.add(begun / MIB + " to " + verified / MIB + ", lost " + lostNow / MIB);
        }
        lost += lostNow;
        kept = Math.max(kept, begun);
        files.restorePower();
      }
      try (House house = House.open()) {
        house
            .session()
            .completion(begin(house, metainfo, peers))
            .toCompletableFuture()
            .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }

      String figures =
          String.format("%d MiB in runs from %s", payload.length() / MIB, String.join(", ", runs));
      System.out.println(figures);
      assertThat(lost).as(figures).isPositive();
      assertThat(kept).as(figures).isGreaterThanOrEqualTo(256L * MIB);
      assertThat(files.whole(payload)).as(figures).isTrue();
      assertThat(files.wrong()).as(figures).isZero();
    }
  }

  /** The torrent, once what is there was looked through. */
  private TorrentId begin(House house, Metainfo metainfo, WirePeers peers) throws Exception {
    house.provide(VirtualFiles.ID, files);
    TorrentId id =
        house.add(
            AddTorrent.of(metainfo, directory)
                .withProvider(VirtualFiles.ID)
                .withPeers(List.of(peers.address())));
    awaitVerified(house, id, 1);
    return id;
  }

  /**
   * Leaves the record as it is at that moment: what the platform does while it is closed comes
   * after the cut.
   */
  private long cutPower(House house, TorrentId id) throws Exception {
    Path record = directory.resolve(".quoin").resolve(id.toString());
    long lost = files.cutPower();
    Optional<byte[]> left =
        Files.exists(record) ? Optional.of(Files.readAllBytes(record)) : Optional.empty();
    house.close();
    if (left.isPresent()) {
      Files.write(record, left.get());
    } else {
      Files.deleteIfExists(record);
    }
    return lost;
  }

  private static void awaitVerified(House house, TorrentId id, long bytes) throws IOException {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(House.PATIENCE)
        .untilAsserted(
            () -> {
              TorrentSnapshot now = house.torrent(id);
              assertThat(now.verifiedBytes()).as("%s", now).isGreaterThanOrEqualTo(bytes);
            });
  }
}
