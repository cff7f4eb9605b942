package io.quoin.metainfo;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.quoin.metainfo.MetainfoException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Torrents of the libtorrent project, where they are at hand, get the verdicts noted beside them.
 */
class CorpusTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("quoin.corpus", "../../../shared/corpus/torrents"));

  private static final Map<String, Code> REASONS =
      Map.ofEntries(
          entry("invalid_info.torrent", Code.NO_INFO),
          entry("invalid_path_list.torrent", Code.BAD_PATH),
          entry("many_pieces.torrent", Code.TOO_MANY_PIECES),
          entry("missing_piece_len.torrent", Code.BAD_PIECE_LENGTH),
          entry("negative_piece_len.torrent", Code.BAD_PIECE_LENGTH),
          entry("negative_size.torrent", Code.BAD_LENGTH),
          entry("no_name.torrent", Code.BAD_NAME),
          entry("string.torrent", Code.NOT_A_DICTIONARY),
          entry("v2_invalid_piece_layer.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_invalid_piece_layer_root.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_invalid_root_hash.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_large_offset.torrent", Code.TOO_MANY_PIECES),
          entry("v2_missing_file_root_invalid_symlink.torrent", Code.BAD_PIECES_ROOT),
          entry("v2_non_multiple_piece_layer.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_piece_layer_invalid_file_hash.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_piece_size.torrent", Code.BAD_PIECE_LENGTH),
          entry("v2_unknown_piece_layer_entry.torrent", Code.BAD_PIECE_LAYER),
          entry("v2_unordered_files.torrent", Code.BAD_BENCODING),
          entry("v2_zero_root.torrent", Code.BAD_PIECES_ROOT),
          entry("v2_zero_root_small.torrent", Code.BAD_PIECES_ROOT),
          entry("zero2.torrent", Code.BAD_LENGTH));

  /** As libtorrent 2.0.8 computes them. */
  private static final Map<String, String> INFO_HASHES =
      Map.ofEntries(
          entry("base.torrent", "c0fda1edafdbdbb96443424e0b3899af7159d10e"),
          entry("large.torrent", "c415e173dcc3069a96e6f852a684fffae97e5372"),
          entry("unordered.torrent", "1e44709a0ec082a6a5ea4837e450ae08d3f4394e"),
          entry(
              "empty-files-2.torrent",
              "e8dc2db7f8be56365c2cf589469792747fec4081"
                  + "+3359b7d3ec928c9555503bf48b639d8eceaa1c045881be06022087b2231655f7"),
          entry(
              "v2_only.torrent",
              "95e04d0c4bad94ab206efa884666fd89777dbe4f7bd9945af1829037a85c6192"),
          entry(
              "v2_symlinks.torrent",
              "8e4db680dbf49d2a08a15b47ecefc1556f8a68a1e6f8a1fe5db56caf52554bee"));

  @TestFactory
  Stream<DynamicTest> every_torrent_gets_the_verdict_noted_beside_it() throws IOException {
    Path verdicts = CORPUS.resolve("EXPECTED.tsv");
    if (Files.notExists(verdicts)) {
      String reason = "no collection of torrents at " + CORPUS;
      return Stream.of(DynamicTest.dynamicTest(reason, () -> abort(reason)));
    }
    return Files.readAllLines(verdicts).stream()
        .map(line -> line.split("\t", -1))
        .map(verdict -> DynamicTest.dynamicTest(verdict[0], () -> assertVerdict(verdict)));
  }

  private static void assertVerdict(String[] verdict) throws IOException, MetainfoException {
    byte[] torrent = Files.readAllBytes(CORPUS.resolve(verdict[0]));

    if (verdict[1].equals("load")) {
      Metainfo loaded = Metainfo.parse(torrent, SafeNames.Target.POSIX);
      assertThat(loaded.infoHashes())
          .hasToString(INFO_HASHES.getOrDefault(verdict[0], loaded.infoHashes().toString()));
    } else {
      assertThatExceptionOfType(MetainfoException.class)
          .isThrownBy(() -> Metainfo.parse(torrent, SafeNames.Target.POSIX))
          .satisfies(refusal -> assertThat(refusal).hasMessageContaining(" "))
          .extracting(MetainfoException::code)
          .isEqualTo(REASONS.get(verdict[0]));
    }
  }
}
