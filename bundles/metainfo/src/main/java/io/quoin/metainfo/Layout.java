package io.quoin.metainfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the bytes of a torrent lie: pieces, the blocks in them, and the files they are cut from.
 *
 * <p>In v1 and hybrid torrents the files follow one another without gaps and a piece may span
 * several; only the last piece may be short. In v2 torrents (BEP 52) every file starts a piece, so
 * the last piece of every file may be short, and nothing but file bytes is ever transferred.
 *
 * <p>Immutable. Finding the spans of a piece is a binary search over the files; nothing is kept per
 * piece.
 */
public final class Layout {

  /** Bytes of a block, the unit of requests and the leaf of Merkle trees. */
  public static final int BLOCK = 16_384;

  /** The most pieces a torrent may have. */
  public static final int MAX_PIECES = 2_097_152;

  /** One more byte than the longest piece has. */
  public static final int PIECE_LENGTH_LIMIT = 512 << 20;

  /** No file reaches this offset. */
  public static final long OFFSET_LIMIT = 1L << 48;

  private final int pieceLength;
  private final int pieceCount;
  private final long totalLength;
  private final long contentLength;
  private final boolean aligned;
  private final List<FileEntry> files;

  /** The files that have bytes, and where each of them starts. */
  private final int[] occupied;

  private final long[] starts;

  /**
   * Takes files whose offsets are known.
   *
   * @param pieceLength bytes of a full piece
   * @param aligned whether every file starts a piece and the gaps between them are no data
   * @param files in order of their offsets, together at least one byte
   */
  Layout(int pieceLength, boolean aligned, List<FileEntry> files) {
    this.pieceLength = pieceLength;
    this.aligned = aligned;
    this.files = List.copyOf(files);
    this.occupied = files.stream().filter(f -> f.length() > 0).mapToInt(FileEntry::index).toArray();
    this.starts = Arrays.stream(occupied).mapToLong(i -> files.get(i).offset()).toArray();
    this.pieceCount = files.get(occupied[occupied.length - 1]).endPiece();
    this.totalLength = files.stream().mapToLong(FileEntry::length).sum();
    this.contentLength = files.stream().filter(f -> !f.isPad()).mapToLong(FileEntry::length).sum();
  }

  /**
   * How many pieces there are.
   *
   * @return 1 to {@link #MAX_PIECES}
   */
  public int pieceCount() {
    return pieceCount;
  }

  /**
   * The length of a full piece.
   *
   * @return bytes, 1 to {@link #PIECE_LENGTH_LIMIT} - 1
   */
  public int pieceLength() {
    return pieceLength;
  }

  /**
   * The length of one piece: what peers transfer of it.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @return bytes, 1 to {@link #pieceLength()}
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public int pieceLength(int piece) {
    long start = start(piece);
    long end = aligned ? end(fileAt(start)) : totalLength;
    return (int) Math.min(pieceLength, end - start);
  }

  /**
   * What all pieces have together, pads included.
   *
   * @return bytes, 1 or more
   */
  public long totalLength() {
    return totalLength;
  }

  /**
   * What all files have together, pads left out.
   *
   * @return bytes
   */
  public long contentLength() {
    return contentLength;
  }

  /**
   * The files in the order of the torrent, pads and symlinks included.
   *
   * @return an unmodifiable list; the place of a file is its index
   */
  public List<FileEntry> files() {
    return files;
  }

  /**
   * The parts of files that a part of a piece covers, in order.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @param begin where it starts in the piece, bytes
   * @param length bytes, 0 or more
   * @return spans whose lengths add up to {@code length}
   * @throws IndexOutOfBoundsException if it is not inside the piece
   */
  public List<Span> spans(int piece, int begin, int length) {
    if (begin < 0 || length < 0 || length > pieceLength(piece) - begin) {
      throw new IndexOutOfBoundsException(
          begin + "+" + length + " is outside piece " + piece + " of " + pieceLength(piece));
    }
    long at = start(piece) + begin;
    int left = length;
    List<Span> spans = new ArrayList<>(2);
    for (int place = left == 0 ? 0 : placeAt(at); left > 0; place++) {
      FileEntry file = files.get(occupied[place]);
      int part = (int) Math.min(left, end(file) - at);
      spans.add(new Span(file.index(), at - file.offset(), part, file.isPad()));
      at += part;
      left -= part;
    }
    return spans;
  }

  /**
   * How many blocks a piece has.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @return 1 or more
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public int blocks(int piece) {
    return (pieceLength(piece) + BLOCK - 1) / BLOCK;
  }

  /**
   * The length of one block; only the last of a piece may be short.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @param block 0 to {@link #blocks(int)} - 1
   * @return bytes, 1 to {@link #BLOCK}
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public int blockLength(int piece, int block) {
    int length = pieceLength(piece);
    if (block < 0 || (long) block * BLOCK >= length) {
      throw new IndexOutOfBoundsException("no block " + block + " in piece " + piece);
    }
    return Math.min(BLOCK, length - block * BLOCK);
  }

  /**
   * The width of the Merkle subtree over the blocks of a piece (BEP 52): that of a full piece, or
   * of the whole file where a file has no more than one piece.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @return leaves, a power of two
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public int merkleWidth(int piece) {
    long length = Math.min(fileOfPiece(piece).length(), pieceLength);
    return MerkleTree.widthFor((int) ((length + BLOCK - 1) / BLOCK));
  }

  /**
   * How much of a piece the Merkle subtree is over: without the pad that fills the piece up in a
   * hybrid torrent.
   *
   * @param piece 0 to {@link #pieceCount()} - 1
   * @return bytes, 1 to {@link #pieceLength(int)}
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public int merkleLength(int piece) {
    return (int) Math.min(pieceLength(piece), end(fileOfPiece(piece)) - start(piece));
  }

  /** The first file that has bytes at or after the start of a piece. */
  FileEntry fileOfPiece(int piece) {
    return fileAt(start(piece));
  }

  private long start(int piece) {
    if (piece < 0 || piece >= pieceCount) {
      throw new IndexOutOfBoundsException("no piece " + piece + " of " + pieceCount);
    }
    return (long) piece * pieceLength;
  }

  private FileEntry fileAt(long offset) {
    return files.get(occupied[placeAt(offset)]);
  }

  private int placeAt(long offset) {
    int place = Arrays.binarySearch(starts, offset);
    return place >= 0 ? place : -place - 2;
  }

  private static long end(FileEntry file) {
    return file.offset() + file.length();
  }
}
