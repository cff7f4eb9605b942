package io.quoin.metainfo;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One file of a torrent. Its path is safe: no other code ever sees the name it came with. */
public final class FileEntry {

  private final int index;
  private final List<String> path;
  private final long length;
  private final long offset;
  private final int firstPiece;
  private final int endPiece;
  private final FileAttributes attributes;
  private final Optional<BString> piecesRoot;

  FileEntry(
      int index,
      List<String> path,
      long length,
      long offset,
      int pieceLength,
      FileAttributes attributes,
      Optional<BString> piecesRoot) {
    this.index = index;
    this.path = path;
    this.length = length;
    this.offset = offset;
    this.firstPiece = (int) (offset / pieceLength);
    this.endPiece = length == 0 ? firstPiece : (int) ((offset + length - 1) / pieceLength) + 1;
    this.attributes = attributes;
    this.piecesRoot = piecesRoot;
  }

  /**
   * Its place in {@link Layout#files()}.
   *
   * @return 0 or more
   */
  public int index() {
    return index;
  }

  /**
   * Where it goes below the download directory: directories, then the file's name. The first
   * element is the torrent's name.
   *
   * @return 1 to 101 safe elements, unmodifiable
   */
  public List<String> path() {
    return path;
  }

  /**
   * Its size.
   *
   * @return bytes, 0 or more; 0 for a symlink
   */
  public long length() {
    return length;
  }

  /**
   * Where it starts, counted as if every piece had the full length: piece {@code p} starts at
   * {@code p * pieceLength}.
   *
   * @return bytes
   */
  public long offset() {
    return offset;
  }

  /**
   * The first piece that has bytes of it.
   *
   * @return a piece; without meaning for an empty file, which has none
   */
  public int firstPiece() {
    return firstPiece;
  }

  /**
   * The piece after the last one that has bytes of it.
   *
   * @return {@link #firstPiece()} for an empty file, more for others
   */
  public int endPiece() {
    return endPiece;
  }

  /**
   * Whether it only fills a piece (BEP 47). Pads are zeros, never written and never shown.
   *
   * @return true for a pad
   */
  public boolean isPad() {
    return attributes.pad();
  }

  /**
   * Whether it is to be executable.
   *
   * @return true for attribute x
   */
  public boolean isExecutable() {
    return attributes.executable();
  }

  /**
   * Whether it is to be hidden.
   *
   * @return true for attribute h
   */
  public boolean isHidden() {
    return attributes.hidden();
  }

  /**
   * What it points to if it is a symlink: a file or directory of the same torrent, as a path below
   * the download directory.
   *
   * @return safe elements, or nothing if it is no symlink
   */
  public Optional<List<String>> symlinkTarget() {
    return attributes.symlinkTarget();
  }

  /**
   * The root of its Merkle tree (BEP 52).
   *
   * @return a new read-only buffer of 32 bytes; nothing for v1 torrents, pads and empty files
   */
  public Optional<ByteBuffer> piecesRoot() {
    return piecesRoot.map(BString::bytes);
  }

  Optional<BString> root() {
    return piecesRoot;
  }

  @Override
  public String toString() {
    return String.join("/", path) + " (" + length + " bytes)";
  }
}
