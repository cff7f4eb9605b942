package io.quoin.metainfo;

/** Chooses a piece length where nobody has set one. */
final class PieceLengths {

  /** Up to here pieces grow so that there are not many. */
  private static final int COMFORTABLE_LENGTH = 16 << 20;

  private static final int COMFORTABLE_COUNT = 2048;

  /** So many pieces of a hybrid have 6.5 MiB of hashes; a torrent may have 10 MB. */
  private static final int MOST = 1 << 17;

  private PieceLengths() {}

  /** A power of two from 16 KiB to 256 MiB. */
  static int forTotal(long bytes) {
    int length = Layout.BLOCK;
    while (length < COMFORTABLE_LENGTH && bytes / length > COMFORTABLE_COUNT) {
      length *= 2;
    }
    while (length < Layout.PIECE_LENGTH_LIMIT / 2 && bytes / length > MOST) {
      length *= 2;
    }
    return length;
  }
}
