package io.quoin.metainfo;

import static io.quoin.metainfo.Torrents.PIECE;
import static io.quoin.metainfo.Torrents.file;
import static io.quoin.metainfo.Torrents.filesInfo;
import static io.quoin.metainfo.Torrents.leaf;
import static io.quoin.metainfo.Torrents.link;
import static io.quoin.metainfo.Torrents.pad;
import static io.quoin.metainfo.Torrents.parse;
import static io.quoin.metainfo.Torrents.parseInfo;
import static io.quoin.metainfo.Torrents.path;
import static io.quoin.metainfo.Torrents.root;
import static io.quoin.metainfo.Torrents.singleInfo;
import static io.quoin.metainfo.Torrents.torrent;
import static io.quoin.metainfo.Torrents.v2Info;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quoin.metainfo.MetainfoException.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetainfoV2Test {

  /** A layer of three pieces of 64 KiB, and the root above it. */
  private static final byte[] LAYER = Torrents.data(1, 96);

  private static final byte[] ROOT = MerkleTree.root(LAYER, 2);

  @Test
  void a_file_tree_is_read_depth_first() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            v2Info(
                BDictionary.builder()
                    .put("a", BDictionary.builder().put("z", leaf(1)).put("y", leaf(0)).build())
                    .put("a.txt", leaf(PIECE + 1))
                    .put("b", leaf(5))));

    Layout layout = torrent.layout();
    assertThat(layout.files())
        .extracting(FileEntry::path)
        .containsExactly(
            List.of("name", "a", "y"),
            List.of("name", "a", "z"),
            List.of("name", "a.txt"),
            List.of("name", "b"));
    assertThat(layout.files()).extracting(FileEntry::firstPiece).containsExactly(0, 0, 1, 3);
    assertThat(layout.pieceCount()).isEqualTo(4);
    assertThat(torrent.hasV1()).isFalse();
    assertThat(torrent.infoHashes().v1()).isEmpty();
    assertThat(torrent.infoHashes().v2()).isPresent();
    assertThatIllegalStateException().isThrownBy(() -> torrent.pieceHash(0));
  }

  @Test
  void a_tree_of_one_file_with_the_torrents_name_is_a_single_file() throws MetainfoException {
    Metainfo single = parseInfo(v2Info(BDictionary.builder().put("name", leaf(1))));
    Metainfo other = parseInfo(v2Info(BDictionary.builder().put("other", leaf(1))));

    assertThat(single.layout().files().get(0).path()).containsExactly("name");
    assertThat(other.layout().files().get(0).path()).containsExactly("name", "other");
  }

  @Test
  void piece_roots_come_from_the_layer_or_are_the_root_of_a_short_file() throws MetainfoException {
    Metainfo torrent = parse(layered().put("piece layers", layers(ROOT, LAYER)));

    assertThat(torrent.pieceRoot(0)).contains(ByteBuffer.wrap(LAYER, 0, 32).slice());
    assertThat(torrent.pieceRoot(2)).contains(ByteBuffer.wrap(LAYER, 64, 32).slice());
    assertThat(torrent.pieceRoot(3)).contains(ByteBuffer.wrap(root()));
    assertThat(torrent.missingPieceLayers()).isEmpty();
    assertThat(torrent.pieceLayer(1)).isEmpty();
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> torrent.pieceRoot(4));
  }

  @Test
  void a_missing_layer_can_be_added_later() throws MetainfoException {
    Metainfo without = parse(layered());

    Metainfo with = without.withPieceLayer(0, LAYER);

    assertThat(without.missingPieceLayers()).containsExactly(0);
    assertThat(without.pieceRoot(1)).isEmpty();
    assertThat(without.pieceRoot(3)).isPresent();
    assertThat(with.missingPieceLayers()).isEmpty();
    assertThat(with.pieceRoot(1)).contains(ByteBuffer.wrap(LAYER, 32, 32).slice());
  }

  @Test
  void a_layer_that_does_not_fit_is_not_added() throws MetainfoException {
    Metainfo torrent = parse(layered());
    byte[] wrong = LAYER.clone();
    wrong[95]++;

    assertRefused(Code.BAD_PIECE_LAYER, () -> torrent.withPieceLayer(0, wrong));
    assertRefused(Code.BAD_PIECE_LAYER, () -> torrent.withPieceLayer(0, Arrays.copyOf(LAYER, 64)));
    assertRefused(Code.BAD_PIECE_LAYER, () -> torrent.withPieceLayer(1, LAYER));
  }

  @Test
  void malformed_layers_are_refused() {
    byte[] wrong = LAYER.clone();
    wrong[0]++;

    assertBadLayers(BInteger.of(5));
    assertBadLayers(layers(ROOT, wrong));
    assertBadLayers(layers(ROOT, Arrays.copyOf(LAYER, 97)));
    assertBadLayers(layers(ROOT, Arrays.copyOf(LAYER, 64)));
    assertBadLayers(layers(Arrays.copyOf(ROOT, 33), LAYER));
    assertBadLayers(layers(root(), LAYER));
    assertBadLayers(BDictionary.builder().put(BString.of(ROOT), BInteger.of(512)).build());
  }

  @Test
  void files_with_the_same_content_share_a_layer() throws MetainfoException {
    Metainfo torrent =
        parse(
            torrent(
                    v2Info(BDictionary.builder().put("a", longLeaf(ROOT)).put("b", longLeaf(ROOT)))
                        .put("piece length", 4 * PIECE))
                .put("piece layers", layers(ROOT, LAYER)));

    assertThat(torrent.pieceRoot(5)).isEqualTo(torrent.pieceRoot(2)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {8_192, 16_383, 16_385, 49_152, 2_147_483_647})
  void a_piece_length_that_is_no_power_of_two_from_16_kib_is_refused(long length) {
    assertRefused(
        Code.BAD_PIECE_LENGTH,
        () ->
            parseInfo(v2Info(BDictionary.builder().put("a", leaf(1))).put("piece length", length)));
  }

  @Test
  void a_file_with_bytes_needs_a_root() {
    assertBadTree(Code.BAD_PIECES_ROOT, leaf(BDictionary.builder().put("length", 1)));
    assertBadTree(
        Code.BAD_PIECES_ROOT,
        leaf(BDictionary.builder().put("length", 1).put("pieces root", new byte[31])));
    assertBadTree(
        Code.BAD_PIECES_ROOT,
        leaf(BDictionary.builder().put("length", 1).put("pieces root", new byte[32])));
  }

  @Test
  void a_malformed_tree_is_refused() {
    assertBadTree(Code.BAD_FILES, BInteger.of(1));
    assertBadTree(Code.BAD_FILES, BDictionary.builder().put("", 5).build());
    assertBadTree(
        Code.BAD_FILES,
        BDictionary.builder()
            .put("", BDictionary.builder().put("length", 0).build())
            .put("b", leaf(1))
            .build());
    assertBadTree(Code.BAD_LENGTH, leaf(BDictionary.builder().put("attr", "x")));
    assertRefused(
        Code.BAD_FILES,
        () -> parseInfo(v2Info(BDictionary.builder()).put("file tree", BList.of())));
    assertRefused(Code.BAD_FILES, () -> parseInfo(v2Info(BDictionary.builder().put("", leaf(1)))));
    assertRefused(Code.BAD_LENGTH, () -> parseInfo(v2Info(BDictionary.builder())));
  }

  @Test
  void what_is_sloppy_is_refused_in_v2() throws MetainfoException {
    String strict = encoded(torrent(v2Info(BDictionary.builder().put("b", leaf(1)))));

    assertThat(Metainfo.parse(bytes(strict)).hasV2()).isTrue();
    assertSloppy(strict.replace("d1:bd0:d", "d2:cad0:d6:lengthi0eee1:bd0:d"));
    assertSloppy(strict.replace("6:lengthi1e", "6:lengthi01e"));
    assertSloppy(strict.replace("6:lengthi1e", "06:lengthi1e"));
    assertSloppy(strict.replace("12:meta versioni2e", "12:meta versioni2e12:meta versioni2e"));
    assertSloppy(strict.replace("d4:info", "d7:commenti1e1:ai2e4:info"));
  }

  @Test
  void what_is_sloppy_is_refused_in_a_v2_info_dictionary_from_peers() {
    String strict = encoded(v2Info(BDictionary.builder().put("b", leaf(1))));

    assertRefused(
        Code.BAD_BENCODING,
        () ->
            Metainfo.fromInfo(
                bytes(strict.replace("6:lengthi1e", "6:lengthi01e")), List.of(), List.of()));
  }

  @Test
  void two_million_pieces_without_layers_are_read_and_one_more_is_refused()
      throws MetainfoException {
    long most = Layout.MAX_PIECES * (long) PIECE;

    Metainfo torrent = parseInfo(v2Info(BDictionary.builder().put("a", leaf(most))));

    assertThat(torrent.layout().pieceCount()).isEqualTo(2_097_152);
    assertThat(torrent.pieceRoot(2_097_151)).isEmpty();
    assertRefused(
        Code.TOO_MANY_PIECES,
        () -> parseInfo(v2Info(BDictionary.builder().put("a", leaf(most)).put("b", leaf(1)))));
  }

  @Test
  void a_pad_attribute_does_not_hide_a_file_of_a_tree() throws MetainfoException {
    BDictionary.Builder properties =
        BDictionary.builder().put("length", 1).put("attr", "p").put("pieces root", root());

    Metainfo torrent = parseInfo(v2Info(BDictionary.builder().put("a", leaf(properties))));

    assertThat(torrent.layout().files().get(0).isPad()).isFalse();
  }

  @Test
  void a_hybrid_has_both_hashes_and_the_layout_of_v1() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            hybrid(
                BDictionary.builder().put("a", leaf(100)).put("b", leaf(0)).put("c", leaf(200)),
                file(100, "a"),
                file(0, "b"),
                pad(PIECE - 100),
                file(200, "c")));

    Layout layout = torrent.layout();
    assertThat(torrent.hasV1()).isTrue();
    assertThat(torrent.hasV2()).isTrue();
    assertThat(layout.pieceLength(0)).isEqualTo(PIECE);
    assertThat(layout.merkleLength(0)).isEqualTo(100);
    assertThat(layout.merkleLength(1)).isEqualTo(200);
    assertThat(layout.totalLength()).isEqualTo(PIECE + 200);
    assertThat(layout.contentLength()).isEqualTo(300);
    assertThat(torrent.pieceRoot(1)).contains(ByteBuffer.wrap(root()));
    assertThat(layout.files().get(2).piecesRoot()).isEmpty();
    assertThat(torrent.infoHashes().handshake()).isEqualTo(torrent.infoHashes().v1().orElseThrow());
  }

  @Test
  void a_hybrid_of_one_file_is_read() throws MetainfoException {
    BDictionary.Builder info =
        singleInfo(100)
            .put("meta version", 2)
            .put("file tree", BDictionary.builder().put("name", leaf(100)).build());

    Metainfo torrent = parseInfo(info);

    assertThat(torrent.layout().files()).hasToString("[name (100 bytes)]");
    assertThat(torrent.pieceRoot(0)).contains(ByteBuffer.wrap(root()));
  }

  @Test
  void a_pad_after_the_last_file_of_a_hybrid_is_read() throws MetainfoException {
    Metainfo torrent =
        parseInfo(
            hybrid(
                BDictionary.builder().put("a", leaf(100)).put("b", leaf(0)),
                file(100, "a"),
                pad(PIECE - 100),
                file(0, "b")));

    assertThat(torrent.layout().pieceLength(0)).isEqualTo(PIECE);
  }

  @Test
  void a_hybrid_whose_parts_disagree_is_refused() {
    BDictionary.Builder tree = BDictionary.builder().put("a", leaf(100)).put("b", leaf(200));

    assertMismatch(tree, file(100, "a"), pad(PIECE - 100), file(201, "b"));
    assertMismatch(tree, file(100, "a"), pad(PIECE - 100), file(200, "c"));
    assertMismatch(tree, file(100, "a"));
    assertMismatch(tree, file(200, "b"), pad(PIECE - 200), file(100, "a"));
    assertMismatch(tree, file(100, "a"), pad(PIECE - 100), file(200, "b"), file(0, "c"));
    assertMismatch(tree, file(100, "a"), pad(PIECE - 100), file(200, "b"), link(List.of("l"), "a"));
  }

  @Test
  void a_hybrid_whose_files_are_not_aligned_is_refused() {
    BDictionary.Builder tree = BDictionary.builder().put("a", leaf(100)).put("b", leaf(200));

    assertMismatch(tree, file(100, "a"), file(200, "b"));
    assertMismatch(tree, file(100, "a"), pad(PIECE - 101), file(200, "b"));
    assertMismatch(tree, file(100, "a"), pad(2 * PIECE - 100), file(200, "b"));
    assertMismatch(tree, pad(PIECE), file(100, "a"), pad(PIECE - 100), file(200, "b"));
  }

  @Test
  void links_of_a_tree_need_no_root() throws MetainfoException {
    BDictionary.Builder properties =
        BDictionary.builder().put("attr", "l").put("length", 0).put("symlink path", path("b"));

    Metainfo torrent =
        parseInfo(v2Info(BDictionary.builder().put("a", leaf(properties)).put("b", leaf(1))));

    assertThat(torrent.layout().files().get(0).symlinkTarget()).contains(List.of("name", "b"));
  }

  private static BDictionary longLeaf(byte[] root) {
    return leaf(BDictionary.builder().put("length", 12 * PIECE - 5).put("pieces root", root));
  }

  private static BDictionary.Builder layered() {
    return torrent(
        v2Info(BDictionary.builder().put("a", longLeaf(ROOT)).put("b", leaf(4 * PIECE)))
            .put("piece length", 4 * PIECE));
  }

  private static BDictionary layers(byte[] root, byte[] layer) {
    return BDictionary.builder().put(BString.of(root), BString.of(layer)).build();
  }

  private static BDictionary.Builder hybrid(BDictionary.Builder tree, BDictionary... files) {
    return filesInfo(files).put("meta version", 2).put("file tree", tree.build());
  }

  private static void assertMismatch(BDictionary.Builder tree, BDictionary... files) {
    assertRefused(Code.HYBRID_MISMATCH, () -> parseInfo(hybrid(tree, files)));
  }

  private static void assertBadLayers(BValue layers) {
    assertRefused(Code.BAD_PIECE_LAYER, () -> parse(layered().put("piece layers", layers)));
  }

  private static void assertBadTree(Code code, BValue node) {
    assertRefused(code, () -> parseInfo(v2Info(BDictionary.builder().put("a", node))));
  }

  private static void assertSloppy(String torrent) {
    assertRefused(Code.BAD_BENCODING, () -> Metainfo.parse(bytes(torrent)));
  }

  private static void assertRefused(Code code, ThrowingCallable parsing) {
    assertThatExceptionOfType(MetainfoException.class)
        .isThrownBy(parsing)
        .extracting(MetainfoException::code)
        .isEqualTo(code);
  }

  private static String encoded(BDictionary.Builder dictionary) {
    return new String(Bencode.encode(dictionary.build()), ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
