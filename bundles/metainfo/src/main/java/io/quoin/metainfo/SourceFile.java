package io.quoin.metainfo;

import java.util.List;

/** A file that goes into a torrent. */
record SourceFile(List<BString> path, long length, TorrentBuilder.Source source) {

  static SourceFile of(List<String> path, long length, TorrentBuilder.Source source) {
    if (length < 0) {
      throw new IllegalArgumentException("a file of " + length + " bytes");
    }
    if (path.isEmpty() || path.contains("")) {
      throw new IllegalArgumentException("a path without a name: " + path);
    }
    return new SourceFile(path.stream().map(BString::of).toList(), length, source);
  }

  /** What its last piece lacks to a full one. */
  int padding(int pieceLength) {
    return (int) (-length & (pieceLength - 1));
  }

  @Override
  public String toString() {
    return String.join("/", path.stream().map(BString::toString).toList());
  }
}
