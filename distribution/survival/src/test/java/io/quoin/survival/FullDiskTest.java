package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.storage.StorageException;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full before the download is complete. */
class FullDiskTest {

  /** The default budget of piece memory: what was in windows is lost. */
  private static final long LOST = 64L * MIB;

  @TempDir Path directory;

  private final Payload payload = new Payload("full", 256L * MIB);

  @Test
  void the_torrent_halts_until_there_is_room_again_and_others_go_on() throws Exception {
    Payload other = new Payload("other", 256L * MIB);
    VirtualFiles files = new VirtualFiles().expecting(payload).expecting(other);
    TroubledFiles full = new TroubledFiles(files);
    Metainfo metainfo = payload.torrent(MIB).metainfo();
    Metainfo otherMetainfo = other.torrent(MIB).metainfo();
    try (WirePeers peers =
            new WirePeers().serving(metainfo, payload).serving(otherMetainfo, other);
        House house = House.open()) {
      house.provide(TroubledFiles.ID, full);
      house.provide(VirtualFiles.ID, files);
      TorrentId id = house.add(wish(metainfo, peers).withProvider(TroubledFiles.ID));
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(House.PATIENCE)
          .until(() -> house.torrent(id).verifiedBytes() >= payload.length() / 4);

      full.trouble(
          () -> {
            throw new StorageException(StorageException.Code.FULL, "no room for 'full'; make some");
          });
      await().atMost(House.PATIENCE).until(() -> house.torrent(id).state() == TorrentState.HALTED);
      TorrentSnapshot halted = house.torrent(id);
      TorrentId otherId = house.add(wish(otherMetainfo, peers).withProvider(VirtualFiles.ID));
      complete(house, otherId);
      full.trouble(() -> {});
      house.session().resume(id);
      complete(house, id);

      TorrentSnapshot complete = house.torrent(id);
      String figures = halted + " then " + complete;
      System.out.println(figures);
      assertThat(halted.reason()).isEqualTo("no room for 'full'; make some");
      assertThat(complete.receivedBytes()).as(figures).isLessThanOrEqualTo(payload.length() + LOST);
      assertThat(files.whole(payload)).isTrue();
      assertThat(files.whole(other)).isTrue();
      assertThat(files.wrong()).isZero();
    }
  }

  private AddTorrent wish(Metainfo metainfo, WirePeers peers) throws Exception {
    return AddTorrent.of(metainfo, directory).withPeers(List.of(peers.address()));
  }

  private static void complete(House house, TorrentId id) throws Exception {
    house
        .session()
        .completion(id)
        .toCompletableFuture()
        .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  @Tag("netns")
  void a_download_to_a_full_disk_says_so_and_goes_on_when_there_is_room() throws Exception {
    assumeThat(QuoinProcess.mayMount(directory)).as("the right to mount").isTrue();
    CreatedTorrent torrent = payload.torrent(MIB);
    try (WirePeers peers = new WirePeers().serving(torrent.metainfo(), payload)) {
      QuoinProcess.warmUp(directory);
      Path copy = directory.resolve("copy");
      Map<String, String> names =
          Map.of(
              "TORRENT",
              Files.write(directory.resolve("torrent"), torrent.encoded()).toString(),
              "DISK",
              Files.createDirectory(directory.resolve("disk")).toString(),
              "PEER",
              QuoinProcess.text(peers.address()),
              "COPY",
              copy.toString());
      String script =
          """
          mount -t tmpfs -o size=100m quoin "$DISK"
          get() { "$QUOIN" get --listen 127.0.0.1:0 --peer "$PEER" -o "$DISK" "$TORRENT"; }
          if get; then exit 2; fi
          mount -o remount,size=300m "$DISK"
          get
          cp "$DISK/full" "$COPY"
          """;

      try (QuoinProcess twice = QuoinProcess.amongOwnMounts(directory, script, names)) {
        assertThat(twice.await()).as(twice.errors()).isZero();
        assertThat(twice.errors())
            .contains(
                "'"
                    + names.get("DISK")
                    + "/full': No space left on device; make room on that disk");
      }
      System.out.printf("%d MiB sent for %d MiB%n", peers.sent() / MIB, payload.length() / MIB);
      assertThat(peers.sent()).isLessThanOrEqualTo(payload.length() + LOST);
      payload.assertIs(copy);
    }
  }

  @Test
  @Tag("netns")
  void a_download_to_a_read_only_disk_is_refused_with_the_reason() throws Exception {
    assumeThat(QuoinProcess.mayMount(directory)).as("the right to mount").isTrue();
    CreatedTorrent torrent = payload.torrent(MIB);
    QuoinProcess.warmUp(directory);
    Map<String, String> names =
        Map.of(
            "TORRENT",
            Files.write(directory.resolve("torrent"), torrent.encoded()).toString(),
            "DISK",
            Files.createDirectory(directory.resolve("disk")).toString());
    String script =
        """
        mount -t tmpfs -o ro quoin "$DISK"
        "$QUOIN" get --listen 127.0.0.1:0 -o "$DISK" "$TORRENT"
        """;

    try (QuoinProcess get = QuoinProcess.amongOwnMounts(directory, script, names)) {
      assertThat(get.await()).as(get.errors()).isEqualTo(1);
      assertThat(get.errors()).contains(names.get("DISK")).contains("Read-only file system");
    }
  }
}
