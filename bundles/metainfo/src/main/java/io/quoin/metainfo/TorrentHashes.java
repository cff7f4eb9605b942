package io.quoin.metainfo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hashes of a torrent that is being made; what its kind does not have is empty.
 *
 * @param pieces the SHA-1 of the pieces
 * @param roots the Merkle roots of the files in their order; empty files have none
 * @param layers the piece layers by root
 */
record TorrentHashes(BString pieces, List<Optional<BString>> roots, BDictionary layers) {

  /** Hashes of the right size without meaning, for a torrent whose names and size are tried. */
  static TorrentHashes placeholders(TorrentWriter writer) {
    int length = writer.pieceLength();
    boolean v2 = writer.kind().hasV2();
    List<Optional<BString>> roots = new ArrayList<>();
    BDictionary.Builder layers = BDictionary.builder();
    long end = 0;
    for (SourceFile file : writer.files()) {
      BString root = placeholder(roots.size());
      roots.add(v2 && file.length() > 0 ? Optional.of(root) : Optional.empty());
      if (v2 && file.length() > length) {
        layers.put(root, zeros(pieces(file.length(), length) * MerkleTree.HASH));
      }
      end += file.length() + (writer.padded() ? file.padding(length) : 0);
    }
    long v1 = writer.kind().hasV1() ? pieces(end, length) * InfoHash.V1_BYTES : 0;
    return new TorrentHashes(zeros(v1), roots, layers.build());
  }

  private static BString placeholder(int file) {
    return BString.of(ByteBuffer.allocate(MerkleTree.HASH).putInt(file + 1).array());
  }

  /** More than a torrent may have is as good as all of it. */
  private static BString zeros(long count) {
    return BString.of(new byte[(int) Math.min(count, Bencode.Limits.TORRENT.bytes())]);
  }

  private static long pieces(long bytes, int length) {
    return (bytes + length - 1) / length;
  }
}
