package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;
import io.quoin.api.torrent.Selection;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Layout;
import java.util.BitSet;

/**
 * How much of a torrent was there when it last ran.
 *
 * @param totalBytes payload of all pieces; 0 while unknown
 * @param verifiedBytes payload verified and written
 * @param wantedBytes payload of the pieces that are wanted; 0 while unknown
 * @param missingBytes of those: not verified
 * @param pieces number of pieces; 0 while unknown
 * @param verifiedPieces pieces verified and written
 */
record Extent(
    long totalBytes,
    long verifiedBytes,
    long wantedBytes,
    long missingBytes,
    int pieces,
    int verifiedPieces) {

  static final Extent UNKNOWN = new Extent(0, 0, 0, 0, 0, 0);

  static Extent of(SwarmSnapshot swarm) {
    return new Extent(
        swarm.totalBytes(),
        swarm.verifiedBytes(),
        swarm.wantedBytes(),
        swarm.missingBytes(),
        swarm.pieces(),
        swarm.verifiedPieces());
  }

  /** What is known of a torrent that does not run. */
  static Extent of(Layout layout, Selection selection, BitSet verified) {
    BitSet wanted = wanted(layout, selection);
    long there = 0;
    long sought = 0;
    long missing = 0;
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      int length = layout.pieceLength(piece);
      there += verified.get(piece) ? length : 0;
      sought += wanted.get(piece) ? length : 0;
      missing += wanted.get(piece) && !verified.get(piece) ? length : 0;
    }
    return new Extent(
        layout.totalLength(),
        there,
        sought,
        missing,
        layout.pieceCount(),
        verified.get(0, layout.pieceCount()).cardinality());
  }

  private static BitSet wanted(Layout layout, Selection selection) {
    BitSet wanted = new BitSet(layout.pieceCount());
    if (selection.unwanted().isEmpty()) {
      wanted.set(0, layout.pieceCount());
      return wanted;
    }
    for (FileEntry file : layout.files()) {
      if (!file.isPad() && selection.wants(file.index())) {
        wanted.set(file.firstPiece(), file.endPiece());
      }
    }
    return wanted;
  }

  boolean known() {
    return pieces > 0;
  }
}
