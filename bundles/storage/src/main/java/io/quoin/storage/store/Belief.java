package io.quoin.storage.store;

import io.quoin.api.pieces.OpenMode;
import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.Span;
import io.quoin.storage.record.ResumeRecord;
import io.quoin.storage.volume.TorrentFiles;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is believed of data that is there, and what is to be hashed first.
 *
 * <p>A clean record is believed, in what it lists and in what it doesn't, for the pieces whose
 * files have kept length and time. A record that is not clean is believed in what it lists where
 * the files are long enough: that was synced before it was listed. Whatever else could be there is
 * hashed.
 *
 * @param believed pieces that are there
 * @param toCheck pieces that may be there
 * @param upToDate whether the record is clean and says just that
 */
public record Belief(BitSet believed, BitSet toCheck, boolean upToDate) {

  static Belief of(
      OpenMode mode,
      Metainfo metainfo,
      List<Optional<FileStamp>> stamps,
      Optional<ResumeRecord> record)
      throws StorageException {
    Layout layout = metainfo.layout();
    return switch (mode) {
      case TRUST -> {
        demandAll(layout, stamps);
        yield new Belief(all(layout), new BitSet(), false);
      }
      case CHECK -> new Belief(new BitSet(), present(layout, stamps), false);
      case RESUME ->
          record.isEmpty()
              ? new Belief(new BitSet(), present(layout, stamps), false)
              : resume(layout, stamps, record.get());
    };
  }

  private static Belief resume(
      Layout layout, List<Optional<FileStamp>> stamps, ResumeRecord record) {
    BitSet believed = record.verified();
    BitSet toCheck = present(layout, stamps);
    if (!record.clean()) {
      believed.and(toCheck);
      toCheck.andNot(believed);
      return new Belief(believed, toCheck, false);
    }
    BitSet unchanged = pieces(layout, span -> same(stamps, record.files(), span.fileIndex()));
    boolean upToDate = unchanged.cardinality() == layout.pieceCount();
    believed.and(unchanged);
    toCheck.andNot(unchanged);
    return new Belief(believed, toCheck, upToDate);
  }

  private static boolean same(
      List<Optional<FileStamp>> now, List<Optional<FileStamp>> then, int file) {
    return now.get(file).equals(then.get(file));
  }

  /**
   * Pieces whose files are long enough to have them.
   *
   * @param layout of the torrent
   * @param stamps of its files
   * @return their indices
   */
  public static BitSet present(Layout layout, List<Optional<FileStamp>> stamps) {
    return pieces(
        layout,
        span ->
            span.pad()
                || stamps
                    .get(span.fileIndex())
                    .filter(stamp -> stamp.length() >= span.fileOffset() + span.length())
                    .isPresent());
  }

  private static BitSet pieces(Layout layout, Predicate<Span> all) {
    BitSet pieces = new BitSet(layout.pieceCount());
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      pieces.set(piece, layout.spans(piece, 0, layout.pieceLength(piece)).stream().allMatch(all));
    }
    return pieces;
  }

  private static BitSet all(Layout layout) {
    BitSet all = new BitSet(layout.pieceCount());
    all.set(0, layout.pieceCount());
    return all;
  }

  private static void demandAll(Layout layout, List<Optional<FileStamp>> stamps)
      throws StorageException {
    for (FileEntry file : layout.files()) {
      if (TorrentFiles.isPlain(file) && file.length() > 0) {
        long length = stamps.get(file.index()).map(FileStamp::length).orElse(-1L);
        if (length != file.length()) {
          throw new StorageException(
              StorageException.Code.MISSING,
              "'"
                  + String.join("/", file.path())
                  + "' "
                  + (length < 0 ? "is not there" : "has " + length + " bytes")
                  + " instead of "
                  + file.length()
                  + " bytes; put the data there, or open the torrent without trusting it");
        }
      }
    }
  }
}
