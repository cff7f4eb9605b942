package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.OpenMode;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.Content;
import io.quoin.storage.MemoryProvider;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {

  private static final int MIB = 1 << 20;
  private static final List<String> DATA = List.of("data.bin");

  private final byte[] content = Torrents.bytes(1, 8 * MIB);
  private final Metainfo metainfo = Torrents.single(Kind.V1, MIB, content);
  private final MemoryProvider memory = new MemoryProvider();
  private Storage storage = new Storage().with(MemoryProvider.ID, memory);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void after_an_unclean_end_listed_pieces_are_believed_and_the_others_hashed() throws Exception {
    Torrent torrent = open();
    torrent.bringPiece(content, 7);
    torrent.untilVerified(7);
    Path crashed = untilOnRecord(torrent, 1);
    torrent.close();
    byte[] damaged = content.clone();
    damaged[3 * MIB] ^= 1;
    damaged[7 * MIB] ^= 1;
    Files.write(directory.resolve("data.bin"), damaged);
    Files.move(crashed, torrent.order.record(), StandardCopyOption.REPLACE_EXISTING);

    Torrent again = open();

    // Piece 7 is believed although it is wrong by now, 3 was hashed and found wrong.
    assertThat(again.told.verifiedAtOpen.stream()).containsExactly(0, 1, 2, 4, 5, 6, 7);
  }

  @Test
  void a_changed_file_of_a_clean_record_is_hashed() throws Exception {
    Torrent torrent = open();
    torrent.bringAll(content);
    torrent.untilComplete();
    torrent.close();
    Path data = directory.resolve("data.bin");
    byte[] damaged = content.clone();
    damaged[5 * MIB + 1] ^= 1;
    Files.write(data, damaged);
    Files.setLastModifiedTime(data, FileTime.fromMillis(1_600_000_000_000L));

    Torrent again = open();

    assertThat(again.told.verifiedAtOpen.stream()).containsExactly(0, 1, 2, 3, 4, 6, 7);
  }

  @Test
  void of_many_files_only_the_changed_one_is_hashed() throws Exception {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    files.put(List.of("a"), Torrents.bytes(1, 3 * MIB));
    files.put(List.of("b"), Torrents.bytes(2, 3 * MIB));
    Content two = new Content(Torrents.packed(MIB, files), files);
    Torrent torrent = storage.open(two.metainfo(), directory, OpenMode.RESUME).opened();
    bringAll(torrent, two);
    torrent.untilComplete();
    torrent.close();
    Files.delete(directory.resolve("many/b"));

    Torrent again = storage.open(two.metainfo(), directory, OpenMode.RESUME).opened();

    assertThat(again.told.verifiedAtOpen.stream()).containsExactly(0, 1, 2);
    assertThat(again.told.checking).isEmpty();
  }

  @Test
  void a_clean_record_spares_the_check_of_what_is_missing() {
    Torrent torrent = open();
    torrent.bringPiece(content, 7);
    torrent.untilVerified(7);
    torrent.close();

    Torrent again = open();

    assertThat(again.told.verifiedAtOpen.stream()).containsExactly(7);
    assertThat(again.told.checking).isEmpty();
  }

  @Test
  void without_a_record_all_that_exists_is_hashed() throws Exception {
    Files.write(directory.resolve("data.bin"), Arrays.copyOf(content, 3 * MIB + 5));

    Torrent torrent = open();

    assertThat(torrent.told.verifiedAtOpen.stream()).containsExactly(0, 1, 2);
    assertThat(torrent.told.checking.get(0)).isEqualTo(5);
  }

  @Test
  void data_that_is_all_there_is_complete_once_it_is_on_record() throws Exception {
    Files.write(directory.resolve("data.bin"), content);

    Torrent torrent = open().untilComplete();

    assertThat(torrent.told.verified.cardinality()).isEqualTo(8);
    assertThat(onRecord(torrent.order.record())).isEqualTo(8);
  }

  @Test
  void a_check_believes_nothing() throws Exception {
    Torrent torrent = open();
    torrent.bringAll(content);
    torrent.untilComplete();
    torrent.close();
    byte[] damaged = content.clone();
    damaged[0] ^= 1;
    Files.write(directory.resolve("data.bin"), damaged);

    Torrent again = storage.open(metainfo, directory, OpenMode.CHECK).opened();

    assertThat(again.told.verifiedAtOpen.cardinality()).isEqualTo(7);
  }

  @Test
  void trust_believes_files_of_the_right_size() throws Exception {
    Files.write(directory.resolve("data.bin"), new byte[8 * MIB]);

    Torrent torrent = storage.open(metainfo, directory, OpenMode.TRUST).opened();
    torrent.untilComplete();

    assertThat(torrent.told.checking).isEmpty();
  }

  @Test
  void a_torrent_that_was_complete_is_complete_again_and_its_record_not_touched() throws Exception {
    open().bringAll(content);
    storage.close();
    storage = new Storage();
    Torrent first = open();
    first.bringAll(content);
    first.untilComplete();
    first.close();
    FileTime written = FileTime.fromMillis(1_500_000_000_000L);
    Files.setLastModifiedTime(first.order.record(), written);

    Torrent again = open().untilComplete();
    again.close();

    assertThat(Files.getLastModifiedTime(first.order.record())).isEqualTo(written);
  }

  @Test
  void pieces_are_on_record_while_the_download_goes_on() throws Exception {
    Torrent torrent = open();
    torrent.bringPiece(content, 2);
    torrent.untilVerified(2);

    Path record = untilOnRecord(torrent, 1);

    assertThat(record).exists();
    assertThat(torrent.told.completed).isZero();
  }

  @Test
  void completion_is_told_after_sync_and_record_and_once() {
    Torrent torrent =
        storage.open(metainfo, MemoryProvider.ID, directory, OpenMode.RESUME).opened();

    torrent.bringAll(content);
    torrent.untilComplete();
    int onRecordWhenTold = onRecord(torrent.order.record());
    memory.cutPower();
    torrent.loop.runFor(Storage.QUICK.recordEvery().multipliedBy(2));

    assertThat(onRecordWhenTold).isEqualTo(8);
    assertThat(memory.bytes(DATA)).isEqualTo(content);
    assertThat(torrent.told.completed).isEqualTo(1);
  }

  @Test
  void empty_files_are_made_at_the_start() {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    files.put(List.of("a", "nothing"), new byte[0]);
    files.put(List.of("b"), Torrents.bytes(1, 100));
    storage.open(Torrents.packed(MIB, files), directory, OpenMode.RESUME).opened();

    assertThat(directory.resolve("many/a/nothing")).isEmptyFile();
    assertThat(directory.resolve("many/b")).doesNotExist();
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void after_a_power_cut_nothing_that_is_listed_is_missing(int seed) throws Exception {
    Random random = new Random(seed);
    Torrent torrent =
        storage.open(metainfo, MemoryProvider.ID, directory, OpenMode.RESUME).opened();
    AtomicInteger callsLeft = new AtomicInteger(random.nextInt(25));
    Path crashed = directory.resolve("crashed");
    memory.trouble(
        (call, path) -> {
          if (callsLeft.getAndDecrement() == 0) {
            copy(torrent.order.record(), crashed);
            memory.cutPower();
            throw new io.quoin.api.storage.StorageException(
                io.quoin.api.storage.StorageException.Code.IO, "power cut");
          }
        });

    for (int piece : Torrents.shuffled(8, random)) {
      if (torrent.told.fault == null) {
        torrent.bringPiece(content, piece);
        if (random.nextBoolean()) {
          torrent.loop.until(
              "it is verified", () -> torrent.told.verified.get(piece) || broken(torrent));
        }
        if (random.nextInt(3) == 0) {
          torrent.loop.runFor(Storage.QUICK.recordEvery());
        }
      }
    }
    torrent.loop.until("it ends", () -> torrent.told.completed > 0 || broken(torrent));

    if (Files.exists(crashed)) {
      assertListedIsThere(crashed);
    } else {
      assertListedIsThere(torrent.order.record());
    }
  }

  private void assertListedIsThere(Path record) throws Exception {
    byte[] kept = memory.has(DATA) ? memory.bytes(DATA) : new byte[0];
    io.quoin.storage.record.ResumeRecord.decode(
            Files.readAllBytes(record),
            io.quoin.api.torrent.TorrentId.of(metainfo.infoHashes()),
            1,
            8)
        .orElseThrow()
        .verified()
        .stream()
        .forEach(
            piece ->
                assertThat(Arrays.copyOfRange(kept, piece * MIB, (piece + 1) * MIB))
                    .isEqualTo(Arrays.copyOfRange(content, piece * MIB, (piece + 1) * MIB)));
  }

  private static boolean broken(Torrent torrent) {
    return torrent.told.fault != null;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Torrent open() {
    return storage.open(metainfo, directory, OpenMode.RESUME).opened();
  }

  private static void bringAll(Torrent torrent, Content content) {
    for (int piece = 0; piece < torrent.layout.pieceCount(); piece++) {
      byte[] bytes = content.piece(piece);
      for (int block = 0; block < torrent.layout.blocks(piece); block++) {
        var slot = torrent.reserved(piece, block);
        slot.buffer().put(bytes, block * 16384, torrent.layout.blockLength(piece, block));
        slot.filled();
      }
    }
  }

  /** Waits until the record lists some pieces; a copy of it as a crash would leave it. */
  private Path untilOnRecord(Torrent torrent, int pieces) throws Exception {
    torrent.loop.until("pieces are on record", () -> onRecord(torrent.order.record()) == pieces);
    return Files.copy(torrent.order.record(), directory.resolve("crashed"));
  }

  private int onRecord(Path record) {
    try {
      return io.quoin.storage.record.ResumeRecord.decode(
              Files.readAllBytes(record),
              io.quoin.api.torrent.TorrentId.of(metainfo.infoHashes()),
              1,
              8)
          .map(found -> found.verified().cardinality())
          .orElse(-1);
    } catch (java.io.IOException e) {
      return -1;
    }
  }
}
