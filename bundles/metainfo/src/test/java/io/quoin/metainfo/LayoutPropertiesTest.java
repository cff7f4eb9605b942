package io.quoin.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LayoutPropertiesTest {

  @Property(seed = "11")
  void spans_of_v1_and_of_hybrids_cover_exactly_the_piece(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 70_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40_000) int pieceLength,
      @ForAll Random random)
      throws MetainfoException {
    BDictionary[] files = new BDictionary[lengths.size() + 1];
    for (int i = 0; i < lengths.size(); i++) {
      files[i] =
          random.nextInt(4) == 0
              ? Torrents.pad(lengths.get(i))
              : Torrents.file(lengths.get(i), "f" + i);
    }
    files[lengths.size()] = Torrents.file(1, "last");
    long total = lengths.stream().mapToLong(Integer::longValue).sum() + 1;
    byte[] hashes = new byte[Math.toIntExact((total + pieceLength - 1) / pieceLength * 20)];

    Layout layout =
        Torrents.parseInfo(
                Torrents.filesInfo(files).put("piece length", pieceLength).put("pieces", hashes))
            .layout();

    assertCoversFilesInOrder(layout);
    assertPartsAreParts(layout, random);
  }

  @Property(seed = "12")
  void spans_of_v2_cover_exactly_the_piece(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 200_000) Integer> lengths,
      @ForAll @IntRange(min = 0, max = 4) int doublings,
      @ForAll Random random)
      throws MetainfoException {
    BDictionary.Builder tree = BDictionary.builder().put("zz", Torrents.leaf(1));
    for (int i = 0; i < lengths.size(); i++) {
      tree.put("f" + i, Torrents.leaf(lengths.get(i)));
    }

    Layout layout =
        Torrents.parseInfo(Torrents.v2Info(tree).put("piece length", Torrents.PIECE << doublings))
            .layout();

    assertCoversFilesInOrder(layout);
    assertPartsAreParts(layout, random);
    assertThat(layout.files().stream().filter(f -> f.length() > 0))
        .allSatisfy(f -> assertThat(f.offset() % layout.pieceLength()).isZero());
  }

  /** Going through all pieces goes through all bytes of all files, once and in order. */
  private static void assertCoversFilesInOrder(Layout layout) {
    long[] covered = new long[layout.files().size()];
    int lastFile = 0;
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      int length = layout.pieceLength(piece);
      int sum = 0;
      for (Span span : layout.spans(piece, 0, length)) {
        FileEntry file = layout.files().get(span.fileIndex());
        assertThat(span.fileIndex()).isGreaterThanOrEqualTo(lastFile);
        assertThat(span.fileOffset()).isEqualTo(covered[span.fileIndex()]);
        assertThat(span.pad()).isEqualTo(file.isPad());
        assertThat(piece).isBetween(file.firstPiece(), file.endPiece() - 1);
        covered[span.fileIndex()] += span.length();
        lastFile = span.fileIndex();
        sum += span.length();
      }
      assertThat(sum).isEqualTo(length);
    }
    assertThat(covered).isEqualTo(layout.files().stream().mapToLong(FileEntry::length).toArray());
    assertThat(Arrays.stream(covered).sum()).isEqualTo(layout.totalLength());
  }

  /** The spans of a part are what the spans of the whole piece have there. */
  private static void assertPartsAreParts(Layout layout, Random random) {
    int piece = random.nextInt(layout.pieceCount());
    int length = layout.pieceLength(piece);
    int begin = random.nextInt(length + 1);
    int cut = random.nextInt(length - begin + 1);

    List<Span> parts = new ArrayList<>(layout.spans(piece, 0, begin));
    parts.addAll(layout.spans(piece, begin, cut));
    parts.addAll(layout.spans(piece, begin + cut, length - begin - cut));

    assertThat(merged(parts)).isEqualTo(layout.spans(piece, 0, length));
  }

  private static List<Span> merged(List<Span> parts) {
    List<Span> merged = new ArrayList<>();
    for (Span part : parts) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null
          && last.fileIndex() == part.fileIndex()
          && last.fileOffset() + last.length() == part.fileOffset()) {
        merged.set(
            merged.size() - 1,
            new Span(
                last.fileIndex(), last.fileOffset(), last.length() + part.length(), last.pad()));
      } else {
        merged.add(part);
      }
    }
    return merged;
  }
}
