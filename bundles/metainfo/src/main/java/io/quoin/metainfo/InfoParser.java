package io.quoin.metainfo;

import io.quoin.metainfo.MetainfoException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads an info dictionary: names, lengths, hashes, and the rules of BEP 3, 47 and 52 for them. */
final class InfoParser {

  /** What an info dictionary says. A v2-only one has no hashes of pieces. */
  record Info(String name, boolean v1, boolean v2, BString pieceHashes, Layout layout) {}

  /** A file as it was described, before it gets a safe path and a place. */
  private record RawFile(
      List<BString> path,
      long length,
      String attributes,
      List<BString> link,
      Optional<BString> root) {

    boolean pad() {
      return attributes.indexOf('p') >= 0;
    }

    boolean describesSame(RawFile other) {
      return path.equals(other.path) && length == other.length && link.equals(other.link);
    }
  }

  private static final BString NO_ROOT = BString.of(new byte[MerkleTree.HASH]);

  private final BDictionary info;
  private final InfoHashes fallbackName;
  private final SafeNames.Target target;
  private final Warnings warnings;
  private int pieceLength;

  InfoParser(BDictionary info, InfoHashes hashes, SafeNames.Target target, Warnings warnings) {
    this.info = info;
    this.fallbackName = hashes;
    this.target = target;
    this.warnings = warnings;
  }

  /** Whether the info dictionary has a v2 part; refuses versions nobody knows. */
  static boolean isV2(BDictionary info) throws MetainfoException {
    Optional<BValue> version = info.get("meta version");
    if (version.isEmpty()) {
      return false;
    }
    if (!(version.get() instanceof BInteger number) || number.value() < 1 || number.value() > 2) {
      throw new MetainfoException(
          Code.UNKNOWN_VERSION, "meta version " + shown(version.get()) + " is not supported");
    }
    return number.value() == 2;
  }

  /** Whether the info dictionary has a v1 part. */
  static boolean isV1(BDictionary info) throws MetainfoException {
    return !isV2(info) || info.get("pieces").isPresent();
  }

  Info parse() throws MetainfoException {
    boolean v2 = isV2(info);
    boolean v1 = isV1(info);
    BString rawName = rawName(v1);
    String name = safeName(rawName);
    pieceLength = pieceLength(v2);
    List<RawFile> tree = v2 ? readTree() : List.of();
    boolean single = v1 ? info.list("files").isEmpty() : isSingle(tree, rawName);
    List<RawFile> files = v1 ? readFiles(single, rawName) : tree;
    if (v1 && v2) {
      files = merged(files, tree);
    }
    Layout layout = layout(files, name, single, !v1);
    if (v1 && v2) {
      checkAligned(layout);
    }
    return new Info(name, v1, v2, v1 ? pieceHashes(layout) : BString.of(""), layout);
  }

  private BString rawName(boolean v1) throws MetainfoException {
    Optional<BString> preferred = v1 ? info.string("name.utf-8") : Optional.empty();
    return preferred
        .or(() -> info.string("name"))
        .orElseThrow(() -> new MetainfoException(Code.BAD_NAME, "the torrent has no name"));
  }

  private String safeName(BString rawName) {
    String name = SafeNames.element(rawName.toString(), target);
    if (name.isEmpty()) {
      // Two nameless torrents must not share a directory.
      name = fallbackName.handshake().hex();
    }
    if (!rawName.is(name)) {
      warnings.add(
          "the torrent '"
              + SafeNames.text(rawName.toString(), 200)
              + "' is renamed to '"
              + name
              + "'");
    }
    return name;
  }

  private int pieceLength(boolean v2) throws MetainfoException {
    OptionalLong found = info.integer("piece length");
    if (found.isEmpty()) {
      throw new MetainfoException(Code.BAD_PIECE_LENGTH, "the torrent has no piece length");
    }
    long length = found.getAsLong();
    if (length < 1 || length >= Layout.PIECE_LENGTH_LIMIT) {
      throw new MetainfoException(
          Code.BAD_PIECE_LENGTH,
          "a piece length of " + length + " bytes; 1 to " + (Layout.PIECE_LENGTH_LIMIT - 1));
    }
    if (v2 && (length < Layout.BLOCK || Long.bitCount(length) != 1)) {
      throw new MetainfoException(
          Code.BAD_PIECE_LENGTH,
          "a v2 piece length of " + length + " bytes; a power of two from " + Layout.BLOCK);
    }
    return (int) length;
  }

  private List<RawFile> readFiles(boolean single, BString rawName) throws MetainfoException {
    List<RawFile> files = new ArrayList<>();
    if (single) {
      files.add(readFile(info, List.of(rawName)));
      return files;
    }
    for (BValue entry : info.list("files").orElseThrow()) {
      if (!(entry instanceof BDictionary file)) {
        throw new MetainfoException(Code.BAD_FILES, "the list of files has no dictionaries in it");
      }
      boolean pad = attributes(file).indexOf('p') >= 0;
      files.add(readFile(file, pad ? List.of() : readPath(file)));
    }
    return files;
  }

  private RawFile readFile(BDictionary file, List<BString> path) throws MetainfoException {
    String attributes = attributes(file);
    List<BString> link = readLink(file, attributes);
    long length = link.isEmpty() ? length(file, path) : 0;
    return new RawFile(path, length, attributes, link, Optional.empty());
  }

  private static List<BString> readPath(BDictionary file) throws MetainfoException {
    Optional<BList> path = file.list("path.utf-8").or(() -> file.list("path"));
    if (path.isEmpty()) {
      throw new MetainfoException(Code.BAD_PATH, "a file has no path");
    }
    return strings(path.get());
  }

  private static List<BString> strings(BList list) throws MetainfoException {
    List<BString> strings = new ArrayList<>();
    for (BValue value : list) {
      if (!(value instanceof BString string)) {
        throw new MetainfoException(
            Code.BAD_PATH, "a path has " + shown(value) + " where a name must be");
      }
      strings.add(string);
    }
    return strings;
  }

  private static String attributes(BDictionary file) {
    return file.string("attr").map(BString::toString).orElse("").toLowerCase(Locale.ROOT);
  }

  private static List<BString> readLink(BDictionary file, String attributes)
      throws MetainfoException {
    Optional<BList> path = file.list("symlink path");
    return attributes.indexOf('l') >= 0 && path.isPresent() ? strings(path.get()) : List.of();
  }

  private static long length(BDictionary file, List<BString> path) throws MetainfoException {
    OptionalLong length = file.integer("length");
    if (length.isEmpty() || length.getAsLong() < 0) {
      throw new MetainfoException(
          Code.BAD_LENGTH,
          "the file '"
              + shown(path)
              + "' has "
              + (length.isEmpty() ? "no length" : "a length of " + length.getAsLong()));
    }
    if (length.getAsLong() >= Layout.OFFSET_LIMIT) {
      throw new MetainfoException(
          Code.TOO_LARGE, "the file '" + shown(path) + "' has " + length.getAsLong() + " bytes");
    }
    return length.getAsLong();
  }

  private List<RawFile> readTree() throws MetainfoException {
    BDictionary tree =
        info.dictionary("file tree")
            .orElseThrow(
                () -> new MetainfoException(Code.BAD_FILES, "a v2 torrent without a file tree"));
    List<RawFile> files = new ArrayList<>();
    readDirectory(tree, new ArrayList<>(), files);
    return files;
  }

  private void readDirectory(BDictionary directory, List<BString> path, List<RawFile> files)
      throws MetainfoException {
    for (var entry : directory.entries()) {
      path.add(entry.getKey());
      if (entry.getKey().length() == 0 || !(entry.getValue() instanceof BDictionary child)) {
        throw new MetainfoException(
            Code.BAD_FILES, "the file tree is malformed at '" + shown(path) + "'");
      }
      if (child.get("").isPresent()) {
        files.add(readLeaf(child, List.copyOf(path)));
      } else {
        readDirectory(child, path, files);
      }
      path.remove(path.size() - 1);
    }
  }

  private static RawFile readLeaf(BDictionary node, List<BString> path) throws MetainfoException {
    BDictionary file =
        node.dictionary("")
            .filter(properties -> node.size() == 1)
            .orElseThrow(
                () ->
                    new MetainfoException(
                        Code.BAD_FILES, "'" + shown(path) + "' is a file and a directory"));
    String attributes = attributes(file).replace("p", "");
    List<BString> link = readLink(file, attributes);
    long length = link.isEmpty() ? length(file, path) : 0;
    return new RawFile(
        path,
        length,
        attributes,
        link,
        length == 0 ? Optional.empty() : Optional.of(root(file, path)));
  }

  private static BString root(BDictionary file, List<BString> path) throws MetainfoException {
    BString root =
        file.string("pieces root")
            .orElseThrow(
                () ->
                    new MetainfoException(
                        Code.BAD_PIECES_ROOT, "the file '" + shown(path) + "' has no pieces root"));
    if (root.length() != MerkleTree.HASH || root.equals(NO_ROOT)) {
      throw new MetainfoException(
          Code.BAD_PIECES_ROOT,
          "the pieces root of '"
              + shown(path)
              + "' has "
              + (root.length() == MerkleTree.HASH ? "only zeros" : root.length() + " bytes"));
    }
    return root;
  }

  private static boolean isSingle(List<RawFile> tree, BString rawName) {
    return tree.size() == 1 && tree.get(0).path().equals(List.of(rawName));
  }

  /** The v1 files with the roots of the v2 tree; both must describe the same files. */
  private static List<RawFile> merged(List<RawFile> files, List<RawFile> tree)
      throws MetainfoException {
    List<RawFile> merged = new ArrayList<>(files.size());
    int next = 0;
    for (RawFile file : files) {
      if (file.pad()) {
        merged.add(file);
        continue;
      }
      if (next == tree.size() || !file.describesSame(tree.get(next))) {
        throw mismatch("'" + shown(file.path()) + "' is not the same file in both versions");
      }
      merged.add(
          new RawFile(
              file.path(), file.length(), file.attributes(), file.link(), tree.get(next).root()));
      next++;
    }
    if (next < tree.size()) {
      throw mismatch("'" + shown(tree.get(next).path()) + "' is in the v2 part alone");
    }
    return merged;
  }

  /** Every file starts a piece, and a pad does no more than fill one up. */
  private static void checkAligned(Layout layout) throws MetainfoException {
    for (FileEntry file : layout.files()) {
      boolean startsPiece = file.offset() % layout.pieceLength() == 0;
      boolean onePiece = file.endPiece() - file.firstPiece() == 1;
      if (file.length() > 0 && (file.isPad() ? startsPiece || !onePiece : !startsPiece)) {
        throw mismatch(
            "'" + String.join("/", file.path()) + "' at " + file.offset() + " breaks alignment");
      }
    }
  }

  private static MetainfoException mismatch(String reason) {
    return new MetainfoException(Code.HYBRID_MISMATCH, "v1 and v2 disagree: " + reason);
  }

  private Layout layout(List<RawFile> files, String name, boolean single, boolean aligned)
      throws MetainfoException {
    PathNamer namer = new PathNamer(target, warnings);
    List<List<String>> paths = single ? List.of(List.of()) : place(files, namer);
    List<FileEntry> entries = new ArrayList<>(files.size());
    long end = 0;
    for (int i = 0; i < files.size(); i++) {
      RawFile file = files.get(i);
      long offset = aligned && file.length() > 0 ? ceil(end) * pieceLength : end;
      end = offset + file.length();
      checkSize(end);
      entries.add(
          new FileEntry(
              i,
              below(name, paths.get(i)),
              file.length(),
              offset,
              pieceLength,
              attributes(file, paths.get(i), name, namer),
              file.root()));
    }
    if (files.stream().allMatch(file -> file.pad() || file.length() == 0)) {
      throw new MetainfoException(Code.BAD_LENGTH, "there is not one byte in any file");
    }
    return new Layout(pieceLength, aligned, entries);
  }

  private static List<List<String>> place(List<RawFile> files, PathNamer namer)
      throws MetainfoException {
    List<PathNamer.Path> entered = new ArrayList<>(files.size());
    for (RawFile file : files) {
      entered.add(namer.enter(file.pad() ? padPath(file) : file.path()));
    }
    List<List<String>> paths = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      paths.add(
          files.get(i).pad()
              ? entered.get(i).elements()
              : namer.place(entered.get(i), files.get(i).link()));
    }
    return paths;
  }

  private static List<BString> padPath(RawFile pad) {
    return List.of(BString.of(".pad"), BString.of(Long.toString(pad.length())));
  }

  private FileAttributes attributes(RawFile file, List<String> path, String name, PathNamer namer) {
    if (file.pad()) {
      return FileAttributes.PAD;
    }
    FileAttributes plain =
        FileAttributes.of(file.attributes().indexOf('x') >= 0, file.attributes().indexOf('h') >= 0);
    if (file.link().isEmpty() || path.isEmpty()) {
      return plain;
    }
    Optional<List<String>> linked = namer.resolve(path, file.link());
    if (linked.isEmpty()) {
      warnings.add(
          "the link '"
              + String.join("/", path)
              + "' leads to nothing in this torrent; it becomes an empty file");
      return plain;
    }
    return plain.linkingTo(below(name, linked.get()));
  }

  private static List<String> below(String name, List<String> path) {
    List<String> whole = new ArrayList<>(path.size() + 1);
    whole.add(name);
    whole.addAll(path);
    return List.copyOf(whole);
  }

  private void checkSize(long end) throws MetainfoException {
    if (end >= Layout.OFFSET_LIMIT) {
      throw new MetainfoException(Code.TOO_LARGE, "the files end beyond 2^48 bytes");
    }
    if (ceil(end) > Layout.MAX_PIECES) {
      throw new MetainfoException(
          Code.TOO_MANY_PIECES, ceil(end) + " pieces; at most " + Layout.MAX_PIECES);
    }
  }

  private long ceil(long bytes) {
    return (bytes + pieceLength - 1) / pieceLength;
  }

  private BString pieceHashes(Layout layout) throws MetainfoException {
    BString hashes =
        info.string("pieces")
            .orElseThrow(
                () -> new MetainfoException(Code.BAD_PIECE_HASHES, "there are no piece hashes"));
    if (hashes.length() != (long) layout.pieceCount() * InfoHash.V1_BYTES) {
      throw new MetainfoException(
          Code.BAD_PIECE_HASHES,
          hashes.length() + " bytes of piece hashes for " + layout.pieceCount() + " pieces");
    }
    return hashes;
  }

  private static String shown(List<BString> path) {
    StringBuilder joined = new StringBuilder();
    for (BString element : path) {
      joined.append(joined.length() == 0 ? "" : "/").append(element);
    }
    return SafeNames.text(joined.toString(), 200);
  }

  private static String shown(BValue value) {
    return SafeNames.text(
        value instanceof BInteger || value instanceof BString
            ? value.toString()
            : value instanceof BList ? "a list" : "a dictionary",
        60);
  }
}
