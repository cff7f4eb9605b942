package io.quoin.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.pieces.PieceFailure;
import io.quoin.api.pieces.StoreFault;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.TorrentBuilder.Kind;
import io.quoin.storage.Storage;
import io.quoin.storage.Torrent;
import io.quoin.storage.Torrents;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

  private static final int MIB = 1 << 20;

  private final Storage storage = new Storage();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    storage.close();
  }

  static Stream<Arguments> kindsAndLengths() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(Layout.BLOCK, 1 << 18, MIB, 4 * MIB)
                    .map(length -> Arguments.of(kind, length)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndLengths")
  void digests_of_a_failed_and_of_the_right_piece_differ_in_the_wrong_block(
      Kind kind, int pieceLength) {
    byte[] content = Torrents.bytes(1, pieceLength + 1);
    byte[] poisoned = content.clone();
    int bad = pieceLength / Layout.BLOCK / 2;
    poisoned[bad * Layout.BLOCK + 77] ^= 4;
    Torrent torrent =
        storage
            .open(Torrents.single(kind, pieceLength, content), directory, OpenMode.RESUME)
            .opened();

    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails", () -> !torrent.told.failures.isEmpty());
    torrent.bringPiece(content, 0);
    torrent.untilVerified(0);

    PieceFailure failure = torrent.told.failures.get(0);
    assertThat(failure.piece()).isZero();
    assertThat(failure.wrong().isEmpty()).isTrue();
    assertThat(differences(failure.digests(), torrent.told.digests.get(0))).containsExactly(bad);
  }

  @Test
  void a_piece_that_never_failed_comes_without_digests() {
    byte[] content = Torrents.bytes(2, MIB);
    Torrent torrent =
        storage.open(Torrents.single(Kind.V1, MIB, content), directory, OpenMode.RESUME).opened();

    torrent.bringPiece(content, 0);
    torrent.untilVerified(0);

    assertThat(torrent.told.digests.get(0)).isEmpty();
  }

  @Test
  void a_piece_that_fails_twice_has_digests_both_times() {
    byte[] content = Torrents.bytes(3, MIB);
    byte[] poisoned = content.clone();
    poisoned[5 * Layout.BLOCK] ^= 1;
    Torrent torrent =
        storage.open(Torrents.single(Kind.V1, MIB, content), directory, OpenMode.RESUME).opened();

    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails", () -> torrent.told.failures.size() == 1);
    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails again", () -> torrent.told.failures.size() == 2);

    assertThat(torrent.told.failures.get(1).digests())
        .isEqualTo(torrent.told.failures.get(0).digests())
        .hasSize(64);
  }

  @Test
  void a_short_piece_that_failed_is_not_written() {
    byte[] content = Torrents.bytes(4, MIB);
    byte[] poisoned = content.clone();
    poisoned[0] ^= 1;
    Torrent torrent =
        storage.open(Torrents.single(Kind.V1, MIB, content), directory, OpenMode.RESUME).opened();

    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails", () -> !torrent.told.failures.isEmpty());

    assertThat(directory.resolve("data.bin")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 18, MIB, 4 * MIB})
  void with_known_leaves_a_wrong_block_is_told_at_once_and_alone_to_come_again(int pieceLength) {
    byte[] content = Torrents.bytes(8, pieceLength);
    byte[] poisoned = content.clone();
    poisoned[2 * Layout.BLOCK] ^= 1;
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V2, pieceLength, content), directory, OpenMode.RESUME)
            .opened();
    torrent.store().leaves(0, Torrents.leaves(content, pieceLength));

    for (int block = 0; block < 8; block++) {
      torrent.bring(poisoned, 0, block);
    }
    torrent.loop.until("a block is wrong", () -> !torrent.told.failures.isEmpty());
    int blocks = torrent.layout.blocks(0);
    for (int block = 8; block < blocks; block++) {
      torrent.bring(content, 0, block);
    }
    torrent.bring(content, 0, 2);
    torrent.untilVerified(0);

    assertThat(torrent.told.failures).hasSize(1);
    assertThat(torrent.told.failures.get(0).wrong().stream()).containsExactly(2);
    assertThat(differences(torrent.told.failures.get(0).digests(), torrent.told.digests.get(0)))
        .contains(2)
        .doesNotContain(0, 1, 3);
    assertThat(torrent.read(0, 0, 100_000)).isEqualTo(Arrays.copyOf(content, 100_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 18, 4 * MIB})
  void leaves_that_come_late_tell_of_blocks_that_are_here_already(int pieceLength) {
    byte[] content = Torrents.bytes(9, pieceLength);
    byte[] poisoned = content.clone();
    poisoned[0] ^= 1;
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.V2, pieceLength, content), directory, OpenMode.RESUME)
            .opened();
    int blocks = torrent.layout.blocks(0);
    for (int block = 0; block < blocks - 1; block++) {
      torrent.bring(poisoned, 0, block);
    }

    torrent.store().leaves(0, Torrents.leaves(content, pieceLength));
    torrent.loop.until("a block is wrong", () -> !torrent.told.failures.isEmpty());
    torrent.bring(content, 0, 0);
    torrent.bring(content, 0, blocks - 1);
    torrent.untilVerified(0);

    assertThat(torrent.told.failures.get(0).wrong().stream()).containsExactly(0);
    assertThat(torrent.read(0, 0, 100_000)).isEqualTo(Arrays.copyOf(content, 100_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 18, 4 * MIB})
  void of_a_hybrid_piece_with_known_leaves_only_wrong_blocks_come_again(int pieceLength) {
    byte[] content = Torrents.bytes(10, pieceLength);
    byte[] poisoned = content.clone();
    poisoned[pieceLength - 1] ^= 1;
    poisoned[0] ^= 1;
    Torrent torrent =
        storage
            .open(Torrents.single(Kind.HYBRID, pieceLength, content), directory, OpenMode.RESUME)
            .opened();
    int last = torrent.layout.blocks(0) - 1;
    torrent.store().leaves(0, Torrents.leaves(content, pieceLength));

    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails", () -> !torrent.told.failures.isEmpty());
    torrent.bring(content, 0, last);
    torrent.bring(content, 0, 0);
    torrent.untilVerified(0);

    assertThat(torrent.told.failures.get(0).wrong().stream()).containsExactly(0, last);
    assertThat(torrent.read(0, 0, 100_000)).isEqualTo(Arrays.copyOf(content, 100_000));
  }

  @Test
  void leaves_that_do_not_prove_themselves_are_not_used() {
    byte[] content = Torrents.bytes(11, MIB);
    byte[] poisoned = content.clone();
    poisoned[0] ^= 1;
    Torrent torrent =
        storage.open(Torrents.single(Kind.V2, MIB, content), directory, OpenMode.RESUME).opened();
    torrent.store().leaves(0, Torrents.leaves(poisoned, MIB));
    torrent.store().leaves(0, new byte[5]);

    torrent.bringPiece(poisoned, 0);
    torrent.loop.until("the piece fails", () -> !torrent.told.failures.isEmpty());

    assertThat(torrent.told.failures.get(0).wrong().isEmpty()).isTrue();
  }

  @Test
  void what_peers_send_for_a_pad_does_not_matter() {
    byte[] a = Torrents.bytes(5, 20_000);
    byte[] b = Torrents.bytes(6, 20_000);
    Metainfo metainfo =
        Torrents.directory(Kind.HYBRID, 1 << 15, Map.of(List.of("a"), a, List.of("b"), b));
    Torrent torrent = storage.open(metainfo, directory, OpenMode.RESUME).opened();
    byte[] piece = Torrents.bytes(7, 1 << 15);
    System.arraycopy(a, 0, piece, 0, a.length);

    torrent.bringPiece(piece, 0);
    torrent.untilVerified(0);

    assertThat(torrent.read(0, 20_000, 10_000)).containsOnly(0);
  }

  @Test
  void a_hybrid_torrent_whose_versions_disagree_breaks() throws Exception {
    byte[] content = Torrents.bytes(7, MIB);
    Metainfo unsound = withWrongV1(Torrents.single(Kind.HYBRID, MIB, content));
    Torrent torrent = storage.open(unsound, directory, OpenMode.RESUME).opened();

    torrent.bringPiece(content, 0);
    torrent.untilBroken();

    assertThat(torrent.told.fault.code()).isEqualTo(StoreFault.Code.HYBRID_MISMATCH);
    assertThat(torrent.told.fault.message()).contains("data.bin").contains("piece 0");
    assertThat(torrent.told.verified.isEmpty()).isTrue();
    assertThat(Files.exists(directory.resolve("data.bin"))).isFalse();
  }

  private static Metainfo withWrongV1(Metainfo sound) throws Exception {
    ByteBuffer raw = sound.rawInfo();
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    BDictionary info = (BDictionary) Bencode.decode(bytes, Bencode.Mode.STRICT);
    BDictionary.Builder changed = BDictionary.builder();
    info.entries().forEach(entry -> changed.put(entry.getKey(), entry.getValue()));
    changed.put(BString.of("pieces"), BString.of(new byte[20]));
    return Metainfo.parse(
        Bencode.encode(BDictionary.builder().put("info", changed.build()).build()));
  }

  private static List<Integer> differences(List<BlockDigest> before, List<BlockDigest> after) {
    assertThat(after).hasSameSizeAs(before);
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        different.add(i);
      }
    }
    return different;
  }
}
