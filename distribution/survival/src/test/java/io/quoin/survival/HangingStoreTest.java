package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.pieces.PieceMemory;
import io.quoin.api.session.AddTorrent;
import io.quoin.api.storage.StorageException;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose writes do not return for a while. */
class HangingStoreTest {

  @TempDir Path directory;

  private final Payload payload = new Payload("hanging", 512L * MIB);
  private final VirtualFiles files = new VirtualFiles().expecting(payload);
  private final TroubledFiles troubled = new TroubledFiles(files);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private void hang() {
    troubled.trouble(
        () -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            throw new StorageException(StorageException.Code.IO, "storage threads are interrupted");
          }
        });
  }

  @Test
  void a_store_that_hangs_for_ten_seconds_costs_neither_memory_nor_connections() throws Exception {
    Metainfo metainfo = payload.torrent(MIB).metainfo();
    try (WirePeers peers = new WirePeers().serving(metainfo, payload);
        House house = House.open()) {
      house.provide(TroubledFiles.ID, troubled);
      PieceMemory memory = house.service(PieceMemory.class);
      DirectMemory direct = new DirectMemory();
      TorrentId id = house.add(wish(metainfo, peers));
      awaitVerified(house, id, payload.length() / 4);

      hang();
      await("ten seconds pass")
          .atMost(House.PATIENCE)
          .during(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                direct.look();
                assertThat(house.torrent(id).state()).isEqualTo(TorrentState.DOWNLOADING);
              });
      TorrentSnapshot standing = house.torrent(id);
      int lost = peers.closed();
      released.countDown();
      complete(house, id);

      String figures =
          String.format(
              "%s, %d MiB of direct memory, %d connections of which %d ended meanwhile, %s",
              memory.usage(), direct.most() / MIB, peers.connected(), lost, standing);
      System.out.println(figures);
      assertThat(standing.verifiedBytes()).as(figures).isLessThan(payload.length());
      assertThat(memory.usage().peak()).as(figures).isLessThanOrEqualTo(memory.usage().budget());
      assertThat(direct.most()).as(figures).isLessThan(memory.usage().budget() + 16L * MIB);
      assertThat(lost).as(figures).isZero();
      assertThat(peers.connected()).as(figures).isEqualTo(1);
      assertThat(house.torrent(id).wastedBytes()).as(figures).isZero();
      assertThat(files.whole(payload)).as(figures).isTrue();
      assertThat(files.wrong()).as(figures).isZero();
    }
  }

  @Test
  void a_store_that_hangs_for_too_long_halts_its_torrents_alone() throws Exception {
    Payload other = new Payload("other", 256L * MIB);
    files.expecting(other);
    Metainfo metainfo = payload.torrent(MIB).metainfo();
    Metainfo otherMetainfo = other.torrent(MIB).metainfo();
    try (WirePeers peers =
            new WirePeers().serving(metainfo, payload).serving(otherMetainfo, other);
        House house = House.open(Map.of("io.quoin.storage", Map.of("hang.seconds", 2)))) {
      house.provide(TroubledFiles.ID, troubled);
      house.provide(VirtualFiles.ID, files);
      TorrentId id = house.add(wish(metainfo, peers));
      awaitVerified(house, id, payload.length() / 4);

      hang();
      TorrentId otherId = house.add(wish(otherMetainfo, peers).withProvider(VirtualFiles.ID));
      complete(house, otherId);
      await("the torrent is halted")
          .atMost(House.PATIENCE)
          .until(() -> house.torrent(id).state() == TorrentState.HALTED);
      TorrentSnapshot halted = house.torrent(id);
      released.countDown();
      troubled.trouble(() -> {});
      await("the store lets go")
          .atMost(House.PATIENCE)
          .untilAsserted(
              () -> {
                house.session().resume(id);
                assertThat(house.torrent(id).complete()).as("%s", house.torrent(id)).isTrue();
              });

      System.out.println(halted + " then " + house.torrent(id));
      assertThat(halted.reason())
          .contains("'" + TroubledFiles.ID + "'")
          .contains("writing")
          .contains(payload.name());
      assertThat(files.whole(payload)).isTrue();
      assertThat(files.whole(other)).isTrue();
      assertThat(files.wrong()).isZero();
    }
  }

  private AddTorrent wish(Metainfo metainfo, WirePeers peers) throws Exception {
    return AddTorrent.of(metainfo, directory)
        .withProvider(TroubledFiles.ID)
        .withPeers(List.of(peers.address()));
  }

  private static void awaitVerified(House house, TorrentId id, long bytes) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(House.PATIENCE)
        .until(() -> house.torrent(id).verifiedBytes() >= bytes);
  }

  private static void complete(House house, TorrentId id) throws Exception {
    house
        .session()
        .completion(id)
        .toCompletableFuture()
        .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
