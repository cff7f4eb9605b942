package io.quoin.storage.store;

import io.quoin.metainfo.Layout;
import io.quoin.storage.window.Window;

/**
 * How a torrent's pieces lie in windows. A piece longer than a window is cut into regions of one
 * window each; of shorter ones as many as fit, 64 at most, share the region of their group.
 */
final class Geometry {

  private static final int BLOCKS_A_WINDOW = Window.SIZE / Layout.BLOCK;
  private static final int PIECES_A_WINDOW = 64;

  private final Layout layout;
  private final int pieceLength;
  private final int group;

  Geometry(Layout layout) {
    this.layout = layout;
    this.pieceLength = layout.pieceLength();
    this.group =
        pieceLength > Window.SIZE ? 1 : Math.min(PIECES_A_WINDOW, Window.SIZE / pieceLength);
  }

  Layout layout() {
    return layout;
  }

  /** Whether a piece takes several regions. */
  boolean longPieces() {
    return pieceLength > Window.SIZE;
  }

  /** Whether several pieces share a region. */
  boolean shared() {
    return group > 1;
  }

  int group(int piece) {
    return piece / group;
  }

  /** Regions that a piece takes. */
  int regions(int piece) {
    return longPieces() ? (layout.blocks(piece) - 1) / BLOCKS_A_WINDOW + 1 : 1;
  }

  /** The region of its piece that a block lies in. */
  int region(int block) {
    return longPieces() ? block / BLOCKS_A_WINDOW : 0;
  }

  /** The block after the last one of its piece that lies in a region. */
  int endBlock(int piece, int region) {
    int blocks = layout.blocks(piece);
    return longPieces() ? Math.min(blocks, (region + 1) * BLOCKS_A_WINDOW) : blocks;
  }

  int firstBlock(int region) {
    return longPieces() ? region * BLOCKS_A_WINDOW : 0;
  }

  /** Where a byte of a piece lies in its region's window. */
  int offset(int piece, int begin) {
    return longPieces() ? begin % Window.SIZE : piece % group * pieceLength + begin;
  }

  /** Where a region's window starts in the torrent, as if every piece had the full length. */
  long position(int piece, int region) {
    return longPieces()
        ? position(piece) + (long) region * Window.SIZE
        : position(group(piece) * group);
  }

  /** Where a piece starts in the torrent, as if every piece had the full length. */
  long position(int piece) {
    return (long) piece * pieceLength;
  }

  /** Pieces with the same key share a lane. */
  int key(int piece) {
    return group(piece);
  }
}
