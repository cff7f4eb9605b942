package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadTest {

  private final Storage storage = new Storage();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    storage.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bytes_that_arrive_are_verified_written_and_on_record(Kind kind) throws Exception {
    byte[] content = Torrents.bytes(1, 3_000_001);
    Metainfo metainfo = Torrents.single(kind, 1 << 20, content);
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();

    torrent.bringAll(content);
    torrent.untilComplete();

    assertThat(torrent.told.verified.cardinality()).isEqualTo(3);
    assertThat(Files.readAllBytes(directory.resolve("data.bin"))).isEqualTo(content);
  }

  @Test
  void verified_bytes_are_read_back() {
    byte[] content = Torrents.bytes(2, 1_500_000);
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V1, 1 << 20, content), directory, OpenMode.RESUME)
            .opened();
    torrent.bringAll(content);
    torrent.untilComplete();

    byte[] read = torrent.read(1, Layout.BLOCK, 100_000);

    int start = (1 << 20) + Layout.BLOCK;
    assertThat(read).isEqualTo(Arrays.copyOfRange(content, start, start + 100_000));
  }

  @Test
  void a_torrent_that_was_closed_is_believed_when_it_opens_again() {
    byte[] content = Torrents.bytes(3, 3 << 20);
    Metainfo metainfo = Torrents.single(Kind.V1, 1 << 20, content);
    Torrent first = storage.open(metainfo, directory, OpenMode.RESUME).opened();
    first.bringPiece(content, 1);
    first.untilVerified(1);
    first.close();

    Torrent second = storage.open(metainfo, directory, OpenMode.RESUME).opened();

    assertThat(second.told.verifiedAtOpen.stream()).containsExactly(1);
    assertThat(second.told.checking).isEmpty();
  }

  @Test
  void programs_are_executable_and_links_are_there_at_the_end() throws Exception {
    byte[] content = Torrents.bytes(4, 5000);
    Torrent torrent = storage.open(Torrents.program(content), directory, OpenMode.RESUME).opened();

    torrent.bringAll(content);
    torrent.untilComplete();

    Path run = directory.resolve("many/run");
    assertThat(run).isExecutable();
    assertThat(directory.resolve("many/latest")).isSymbolicLink();
    assertThat(directory.resolve("many/latest").toRealPath()).isEqualTo(run.toRealPath());
  }

  @Test
  void slots_are_used_once_and_blocks_reserved_once() {
    byte[] content = Torrents.bytes(5, 3 << 20);
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V1, 1 << 20, content), directory, OpenMode.RESUME)
            .opened();
    BlockSlot slot = torrent.reserved(0, 0);

    assertThatThrownBy(() -> torrent.reserve(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> torrent.store().discard(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> torrent.store().reserve(0, 1, Layout.BLOCK))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> torrent.store().reserve(0, Layout.BLOCK, 5))
        .isInstanceOf(IllegalArgumentException.class);
    slot.release();
    assertThatThrownBy(slot::filled).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(slot::buffer).isInstanceOf(IllegalStateException.class);
    assertThat(torrent.reserve(0, 0)).isPresent();
  }

  @Test
  void a_discarded_piece_comes_anew() throws Exception {
    byte[] content = Torrents.bytes(6, 1 << 20);
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V1, 1 << 20, content), directory, OpenMode.RESUME)
            .opened();
    for (int block = 0; block < 40; block++) {
      torrent.bring(new byte[1 << 20], 0, block);
    }

    torrent.store().discard(0);
    torrent.bringPiece(content, 0);
    torrent.untilComplete();

    assertThat(torrent.told.failures).isEmpty();
    assertThat(Files.readAllBytes(directory.resolve("data.bin"))).isEqualTo(content);
  }
}
