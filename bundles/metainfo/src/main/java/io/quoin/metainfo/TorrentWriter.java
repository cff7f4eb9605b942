package io.quoin.metainfo;

import java.util.ArrayList;
import java.util.List;

/** Writes the info dictionary of a torrent that is being made. */
record TorrentWriter(
    TorrentBuilder.Kind kind,
    boolean single,
    String name,
    int pieceLength,
    List<SourceFile> files) {

  /**
   * Whether every file is followed by a pad that fills its last piece, the last file too: so do the
   * reference of BEP 52 and libtorrent, and the same files shall give the same info-hash.
   */
  boolean padded() {
    return kind == TorrentBuilder.Kind.HYBRID && files.size() > 1;
  }

  BDictionary info(boolean isPrivate, TorrentHashes hashes) {
    BDictionary.Builder info =
        BDictionary.builder().put("name", name).put("piece length", pieceLength);
    if (isPrivate) {
      info.put("private", 1);
    }
    if (kind.hasV1()) {
      info.put("pieces", hashes.pieces());
      if (single) {
        info.put("length", files.get(0).length());
      } else {
        info.put("files", fileList());
      }
    }
    if (kind.hasV2()) {
      info.put("meta version", 2);
      info.put("file tree", FileTree.of(files, hashes.roots()));
    }
    return info.build();
  }

  private BList fileList() {
    List<BDictionary> list = new ArrayList<>();
    for (SourceFile file : files) {
      list.add(
          BDictionary.builder()
              .put("length", file.length())
              .put("path", BList.of(file.path()))
              .build());
      if (padded() && file.padding(pieceLength) > 0) {
        list.add(pad(file.padding(pieceLength)));
      }
    }
    return BList.of(list);
  }

  private static BDictionary pad(long length) {
    return BDictionary.builder()
        .put("attr", "p")
        .put("length", length)
        .put("path", BList.of(BString.of(".pad"), BString.of(Long.toString(length))))
        .build();
  }
}
