package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.BlockSlot;
import io.quoin.api.pieces.OpenMode;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.MemoryProvider.Write;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

  private static final List<String> DATA = List.of("data.bin");
  private static final int MIB = 1 << 20;

  private final MemoryProvider memory = new MemoryProvider();
  private final Storage storage = new Storage().with(MemoryProvider.ID, memory);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void small_pieces_of_a_window_are_written_at_once() {
    byte[] content = Torrents.bytes(1, 2 * MIB);
    Torrent torrent = open(Torrents.single(Kind.V1, Layout.BLOCK, content));

    bringTogether(torrent, content, 0, 128);
    torrent.untilComplete();

    assertThat(memory.writes).containsExactly(new Write(DATA, 0, MIB), new Write(DATA, MIB, MIB));
  }

  @Test
  void a_window_is_written_once_to_each_file_and_never_to_pads() {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    files.put(List.of("a"), Torrents.bytes(1, 300_000));
    files.put(List.of("b"), Torrents.bytes(2, 200_000));
    Metainfo metainfo = Torrents.directory(Kind.HYBRID, 1 << 20, files);
    Torrent torrent = open(metainfo);
    byte[] first = new byte[MIB];
    System.arraycopy(files.get(List.of("a")), 0, first, 0, 300_000);

    bringTogether(torrent, first, 0, 1);
    torrent.untilVerified(0);

    assertThat(metainfo.layout().files()).hasSizeGreaterThan(2);
    assertThat(memory.writes).containsExactly(new Write(List.of("many", "a"), 0, 300_000));
  }

  @Test
  void a_window_over_several_files_is_written_once_to_each() {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    files.put(List.of("a"), Torrents.bytes(1, 300_000));
    files.put(List.of("b"), Torrents.bytes(2, 200_000));
    byte[] content = new byte[500_000];
    System.arraycopy(files.get(List.of("a")), 0, content, 0, 300_000);
    System.arraycopy(files.get(List.of("b")), 0, content, 300_000, 200_000);
    Torrent torrent = open(Torrents.packed(20_000, files));

    bringTogether(torrent, content, 0, 25);
    torrent.untilComplete();

    assertThat(memory.writes)
        .containsExactly(
            new Write(List.of("many", "a"), 0, 300_000),
            new Write(List.of("many", "b"), 0, 200_000));
  }

  @Test
  void a_verified_piece_does_not_wait_for_long_for_an_open_one_in_its_window() {
    byte[] content = Torrents.bytes(3, MIB);
    Torrent torrent = open(Torrents.single(Kind.V1, Layout.BLOCK, content));
    BlockSlot stalled = torrent.reserved(7, 0);

    torrent.bring(content, 0, 0);
    torrent.untilVerified(0);

    assertThat(memory.writes).containsExactly(new Write(DATA, 0, Layout.BLOCK));
    stalled.release();
  }

  @Test
  void a_piece_is_told_of_only_after_it_is_written() {
    byte[] content = Torrents.bytes(4, MIB);
    Torrent torrent = open(Torrents.single(Kind.V1, MIB, content));
    List<Integer> toldWhenWritten = new ArrayList<>();
    memory.trouble(
        (call, path) -> {
          if (call.equals("write")) {
            toldWhenWritten.add(torrent.told.verified.cardinality());
          }
        });

    torrent.bringPiece(content, 0);
    torrent.untilVerified(0);

    assertThat(toldWhenWritten).containsExactly(0);
    assertThat(memory.bytes(DATA)).isEqualTo(content);
  }

  @Test
  void a_long_piece_is_written_window_by_window_as_it_is_hashed() {
    byte[] content = Torrents.bytes(5, 4 * MIB);
    Torrent torrent = open(Torrents.single(Kind.V1, 4 * MIB, content));

    for (int block = 0; block < 128; block++) {
      torrent.bring(content, 0, block);
    }
    torrent.loop.until("two windows are free again", () -> memory.writes.size() == 2);

    assertThat(memory.writes).containsExactly(new Write(DATA, 0, MIB), new Write(DATA, MIB, MIB));
    assertThat(torrent.told.verified.isEmpty()).isTrue();
  }

  @Test
  void open_files_stay_within_their_bound() {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      files.put(List.of("f" + i), Torrents.bytes(i, 20_000));
    }
    Torrent torrent = open(Torrents.packed(Layout.BLOCK, files));
    io.quoin.storage.Content content =
        new io.quoin.storage.Content(torrent.order.metainfo(), files);

    for (int piece = 0; piece < torrent.layout.pieceCount(); piece++) {
      byte[] bytes = content.piece(piece);
      BlockSlot slot = torrent.reserved(piece, 0);
      slot.buffer().put(bytes, 0, torrent.layout.blockLength(piece, 0));
      slot.filled();
    }
    torrent.untilComplete();

    assertThat(memory.mostOpenFiles.get()).isLessThanOrEqualTo(Storage.SMALL.openFiles() + 4);
    torrent.close();
    assertThat(memory.openFiles.get()).isZero();
    assertThat(memory.openVolumes.get()).isZero();
  }

  private Torrent open(Metainfo metainfo) {
    return storage.open(metainfo, MemoryProvider.ID, directory, OpenMode.RESUME).opened();
  }

  /** Reserves all blocks of some pieces before the first arrives. */
  private static void bringTogether(Torrent torrent, byte[] content, int from, int to) {
    record Open(BlockSlot slot, int piece, int block) {}
    List<Open> open = new ArrayList<>();
    for (int piece = from; piece < to; piece++) {
      for (int block = 0; block < torrent.layout.blocks(piece); block++) {
        open.add(new Open(torrent.reserved(piece, block), piece, block));
      }
    }
    open.forEach(o -> torrent.put(o.slot(), content, o.piece(), o.block()));
  }
}
