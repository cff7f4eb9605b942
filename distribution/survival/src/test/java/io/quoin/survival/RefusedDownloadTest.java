package io.quoin.survival;

import static io.quoin.survival.Payload.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.session.AddTorrent;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.CreatedTorrent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a download is named, and nothing else suffers from it. */
class RefusedDownloadTest {

  @TempDir Path directory;

  private final Payload payload = new Payload("refused", 32L * MIB);

  @Test
  void a_second_process_is_kept_from_a_torrent_that_another_one_downloads() throws Exception {
    CreatedTorrent torrent = payload.torrent(MIB);
    Path file = Files.write(directory.resolve("torrent"), torrent.encoded());
    Path download = Files.createDirectory(directory.resolve("download"));
    try (WirePeers peers = new WirePeers().serving(torrent.metainfo(), payload).rate(4L * MIB);
        QuoinProcess first = QuoinProcess.get(directory, download, peers.address(), file)) {
      await().atMost(House.PATIENCE).until(() -> peers.sent() > 0 || !first.running());

      try (QuoinProcess second = QuoinProcess.get(directory, download, peers.address(), file)) {
        assertThat(second.await()).as(second.errors()).isEqualTo(1);
        assertThat(second.errors())
            .contains(download.toString())
            .contains("is used by another process; stop the torrent there first");
      }
      assertThat(peers.connected()).isEqualTo(1);
      peers.rate(WirePeers.FAST);
      assertThat(first.await()).as(first.errors()).isZero();
      payload.assertIs(download.resolve(payload.name()));
      assertThat(download.resolve(".quoin")).doesNotExist();
    }
  }

  @Test
  void a_tracker_that_does_not_answer_is_named_and_not_waited_for() throws Exception {
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String tracker = "http://127.0.0.1:" + deaf.getLocalPort();
      CreatedTorrent torrent = payload.torrent(MIB, URI.create(tracker + "/announce"));
      Path file = Files.write(directory.resolve("torrent"), torrent.encoded());

      try (QuoinProcess lonely = QuoinProcess.get(directory, directory, file)) {
        await()
            .atMost(House.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(lonely.errors())
                        .contains("quoin: refused: " + tracker + ": nobody answers there"));
        assertThat(lonely.running()).isTrue();
      }
      try (WirePeers peers = new WirePeers().serving(torrent.metainfo(), payload);
          QuoinProcess get = QuoinProcess.get(directory, directory, peers.address(), file)) {
        assertThat(get.await()).as(get.errors()).isZero();
        payload.assertIs(directory.resolve(payload.name()));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_directory_that_nobody_can_write_halts_its_torrent_alone() throws Exception {
    Payload other = new Payload("other", 32L * MIB);
    CreatedTorrent torrent = payload.torrent(MIB);
    CreatedTorrent otherTorrent = other.torrent(MIB);
    try (WirePeers peers =
            new WirePeers()
                .serving(torrent.metainfo(), payload)
                .serving(otherTorrent.metainfo(), other);
        House house = House.open()) {
      TorrentId id =
          house.add(
              AddTorrent.of(torrent.metainfo(), Path.of("/proc"))
                  .withPeers(List.of(peers.address())));
      TorrentId otherId =
          house.add(
              AddTorrent.of(otherTorrent.metainfo(), directory)
                  .withPeers(List.of(peers.address())));

      house
          .session()
          .completion(otherId)
          .toCompletableFuture()
          .get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      await().atMost(House.PATIENCE).until(() -> house.torrent(id).state() == TorrentState.HALTED);

      assertThat(house.torrent(id).reason())
          .contains("'/proc/.quoin/" + id + "'")
          .contains("make it and its directory readable and writable for this user");
      other.assertIs(directory.resolve(other.name()));
    }
  }
}
