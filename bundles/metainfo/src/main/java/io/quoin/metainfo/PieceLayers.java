package io.quoin.metainfo;

import io.quoin.metainfo.MetainfoException.Code;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The piece layers of a v2 torrent by the roots of their files, each checked against its root. */
final class PieceLayers {

  private PieceLayers() {}

  /** Reads the layers beside an info dictionary; any may be missing. */
  static Map<BString, BString> read(BDictionary torrent, Layout layout) throws MetainfoException {
    if (torrent.get("piece layers").isEmpty()) {
      return Map.of();
    }
    BDictionary layers =
        torrent
            .dictionary("piece layers")
            .orElseThrow(() -> bad("the piece layers are no dictionary"));
    Map<BString, FileEntry> files = new HashMap<>();
    for (FileEntry file : layout.files()) {
      if (file.length() > layout.pieceLength()) {
        file.root().ifPresent(root -> files.put(root, file));
      }
    }
    Map<BString, BString> checked = new HashMap<>();
    for (var entry : layers.entries()) {
      FileEntry file = files.get(entry.getKey());
      if (file == null) {
        throw bad(
            "a piece layer for " + shown(entry.getKey()) + ", the root of no file that needs one");
      }
      if (!(entry.getValue() instanceof BString layer)) {
        throw bad("the piece layer of " + shown(file) + " is no string");
      }
      check(layout, file, entry.getKey(), layer.toByteArray());
      checked.put(entry.getKey(), layer);
    }
    return Map.copyOf(checked);
  }

  static Map<BString, BString> with(
      Map<BString, BString> known, Layout layout, FileEntry file, byte[] layer)
      throws MetainfoException {
    if (file.length() <= layout.pieceLength() || file.root().isEmpty()) {
      throw bad(shown(file) + " needs no piece layer");
    }
    BString root = file.root().get();
    check(layout, file, root, layer);
    Map<BString, BString> more = new HashMap<>(known);
    more.put(root, BString.of(layer));
    return Map.copyOf(more);
  }

  private static void check(Layout layout, FileEntry file, BString root, byte[] layer)
      throws MetainfoException {
    int pieces = file.endPiece() - file.firstPiece();
    if (layer.length != pieces * MerkleTree.HASH) {
      throw bad(
          "the piece layer of "
              + shown(file)
              + " has "
              + layer.length
              + " bytes for "
              + pieces
              + " pieces");
    }
    int height = Integer.numberOfTrailingZeros(layout.pieceLength() / Layout.BLOCK);
    if (!root.equals(BString.of(MerkleTree.root(layer, height)))) {
      throw bad("the piece layer of " + shown(file) + " does not hash to its root");
    }
  }

  private static String shown(BString root) {
    byte[] bytes = root.toByteArray();
    return root.length() == MerkleTree.HASH
        ? HexFormat.of().formatHex(bytes)
        : "a key of " + bytes.length + " bytes";
  }

  private static String shown(FileEntry file) {
    return "'" + String.join("/", file.path()) + "'";
  }

  private static MetainfoException bad(String reason) {
    return new MetainfoException(Code.BAD_PIECE_LAYER, reason);
  }
}
