package io.quoin.metainfo;

import static io.quoin.metainfo.Torrents.PIECE;
import static io.quoin.metainfo.Torrents.file;
import static io.quoin.metainfo.Torrents.filesInfo;
import static io.quoin.metainfo.Torrents.leaf;
import static io.quoin.metainfo.Torrents.pad;
import static io.quoin.metainfo.Torrents.parseInfo;
import static io.quoin.metainfo.Torrents.singleInfo;
import static io.quoin.metainfo.Torrents.v2Info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "16383, 1, 16383, 1",
    "16384, 1, 16384, 1",
    "16385, 2, 1, 1",
    "49153, 4, 1, 1"
  })
  void the_last_piece_has_what_is_left(int length, int pieces, int last, int blocks)
      throws MetainfoException {
    Layout layout = parseInfo(singleInfo(length)).layout();

    assertThat(layout.pieceCount()).isEqualTo(pieces);
    assertThat(layout.pieceLength(pieces - 1)).isEqualTo(last);
    assertThat(layout.blocks(pieces - 1)).isEqualTo(blocks);
    assertThat(layout.totalLength()).isEqualTo(length);
  }

  @Test
  void blocks_are_16_kib_but_for_the_last_of_a_piece() throws MetainfoException {
    Layout layout =
        parseInfo(
                singleInfo(0)
                    .put("piece length", 40_000)
                    .put("length", 90_000)
                    .put("pieces", new byte[60]))
            .layout();

    assertThat(layout.blocks(0)).isEqualTo(3);
    assertThat(layout.blockLength(0, 1)).isEqualTo(16_384);
    assertThat(layout.blockLength(0, 2)).isEqualTo(7_232);
    assertThat(layout.blocks(2)).isEqualTo(1);
    assertThat(layout.blockLength(2, 0)).isEqualTo(10_000);
    assertOutside(() -> layout.blockLength(2, 1));
    assertOutside(() -> layout.blockLength(0, -1));
    assertOutside(() -> layout.blocks(3));
  }

  @Test
  void a_piece_spans_the_files_it_covers_and_skips_empty_ones() throws MetainfoException {
    Layout layout =
        parseInfo(
                filesInfo(
                    file(10_000, "a"),
                    file(0, "b"),
                    file(3, "c"),
                    file(0, "d"),
                    file(20_000, "e"),
                    file(0, "f")))
            .layout();

    assertThat(layout.spans(0, 0, PIECE))
        .containsExactly(
            new Span(0, 0, 10_000, false), new Span(2, 0, 3, false), new Span(4, 0, 6_381, false));
    assertThat(layout.spans(1, 19, 100)).containsExactly(new Span(4, 6_400, 100, false));
    assertThat(layout.spans(0, 9_999, 2))
        .containsExactly(new Span(0, 9_999, 1, false), new Span(2, 0, 1, false));
    assertThat(layout.spans(0, 5, 0)).isEmpty();
  }

  @Test
  void pads_are_marked_in_spans() throws MetainfoException {
    Layout layout = parseInfo(filesInfo(file(100, "a"), pad(PIECE - 100), file(50, "b"))).layout();

    assertThat(layout.spans(0, 0, PIECE))
        .containsExactly(new Span(0, 0, 100, false), new Span(1, 0, PIECE - 100, true));
    assertThat(layout.contentLength()).isEqualTo(150);
    assertThat(layout.totalLength()).isEqualTo(PIECE + 50);
  }

  @Test
  void in_v2_every_file_starts_a_piece_and_there_is_nothing_between() throws MetainfoException {
    Layout layout =
        parseInfo(
                v2Info(
                    BDictionary.builder()
                        .put("a", leaf(PIECE + 100))
                        .put("b", leaf(0))
                        .put("c", leaf(7))))
            .layout();

    assertThat(IntStream.range(0, 3).map(layout::pieceLength)).containsExactly(PIECE, 100, 7);
    assertThat(layout.spans(1, 0, 100)).containsExactly(new Span(0, PIECE, 100, false));
    assertThat(layout.spans(2, 2, 5)).containsExactly(new Span(2, 2, 5, false));
    assertThat(layout.totalLength()).isEqualTo(PIECE + 107);
    assertThat(layout.contentLength()).isEqualTo(PIECE + 107);
    assertOutside(() -> layout.spans(1, 0, 101));
  }

  @Test
  void subtrees_are_as_wide_as_a_piece_or_as_a_short_file() throws MetainfoException {
    Layout layout =
        parseInfo(
                v2Info(
                        BDictionary.builder()
                            .put("a", leaf(9 * PIECE))
                            .put("b", leaf(3 * PIECE))
                            .put("c", leaf(1)))
                    .put("piece length", 4 * PIECE))
            .layout();

    assertThat(IntStream.range(0, 5).map(layout::merkleWidth)).containsExactly(4, 4, 4, 4, 1);
    assertThat(layout.merkleLength(2)).isEqualTo(PIECE);
    assertThat(layout.merkleLength(3)).isEqualTo(3 * PIECE);
  }

  @Test
  void files_know_their_pieces() throws MetainfoException {
    Layout layout =
        parseInfo(filesInfo(file(PIECE + 1, "a"), file(0, "b"), file(PIECE - 1, "c"), file(1, "d")))
            .layout();

    assertThat(layout.files()).extracting(FileEntry::firstPiece).containsExactly(0, 1, 1, 2);
    assertThat(layout.files()).extracting(FileEntry::endPiece).containsExactly(2, 1, 2, 3);
    assertThat(layout.files()).extracting(FileEntry::index).containsExactly(0, 1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1",
    "2, 0, 1",
    "0, -1, 1",
    "0, 0, -1",
    "0, 16384, 1",
    "0, 1, 16384",
    "1, 0, 3617",
    "0, 2147483647, 2147483647",
    "2147483647, 0, 1"
  })
  void what_is_outside_is_refused(int piece, int begin, int length) throws MetainfoException {
    Layout layout = parseInfo(singleInfo(20_000)).layout();

    assertOutside(() -> layout.spans(piece, begin, length));
  }

  @Test
  void a_hundred_thousand_files_over_two_million_pieces_are_mapped() throws MetainfoException {
    BDictionary.Builder tree = BDictionary.builder();
    for (int i = 0; i < 100_000; i++) {
      tree.put(String.format("%06d", i), leaf(19 * PIECE + 1));
    }
    Layout layout = parseInfo(v2Info(tree)).layout();

    long mapped = 0;
    int misplaced = 0;
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      Span span = layout.spans(piece, 0, layout.pieceLength(piece)).get(0);
      misplaced += span.fileIndex() == piece / 20 ? 0 : 1;
      mapped += span.length();
    }

    assertThat(layout.pieceCount()).isEqualTo(2_000_000);
    assertThat(misplaced).isZero();
    assertThat(mapped).isEqualTo(layout.totalLength());
  }

  private static void assertOutside(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable question) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(question);
  }
}
