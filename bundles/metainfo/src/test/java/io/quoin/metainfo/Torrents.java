package io.quoin.metainfo;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes the torrents that tests are about; what they do not say is ordinary. */
final class Torrents {

  static final int PIECE = 16_384;

  private Torrents() {}

  /** Bytes that look random and are the same everywhere. */
  static byte[] data(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static TorrentBuilder.Source source(byte[] data) {
    return () -> Channels.newChannel(new ByteArrayInputStream(data));
  }

  /** The info dictionary of a single file, to be changed by a test. */
  static BDictionary.Builder singleInfo(long length) {
    return BDictionary.builder()
        .put("name", "name")
        .put("piece length", PIECE)
        .put("length", length)
        .put("pieces", hashes(length));
  }

  static BDictionary.Builder filesInfo(BDictionary... files) {
    long length = Arrays.stream(files).mapToLong(f -> f.integer("length").orElse(0)).sum();
    return BDictionary.builder()
        .put("name", "name")
        .put("piece length", PIECE)
        .put("files", BList.of(files))
        .put("pieces", hashes(length));
  }

  static byte[] hashes(long length) {
    return new byte[(int) ((length + PIECE - 1) / PIECE) * 20];
  }

  static BDictionary file(long length, String... path) {
    return fileBuilder(length, path).build();
  }

  static BDictionary.Builder fileBuilder(long length, String... path) {
    return BDictionary.builder().put("length", length).put("path", path(path));
  }

  static BDictionary pad(long length) {
    return fileBuilder(length, ".pad", Long.toString(length)).put("attr", "p").build();
  }

  static BDictionary link(List<String> path, String... target) {
    return BDictionary.builder()
        .put("attr", "l")
        .put("length", 0)
        .put("path", path(path.toArray(new String[0])))
        .put("symlink path", path(target))
        .build();
  }

  static BList path(String... elements) {
    return BList.of(Arrays.stream(elements).map(BString::of).toList());
  }

  /** The leaf of a v2 file tree. */
  static BDictionary leaf(long length) {
    BDictionary.Builder file = BDictionary.builder().put("length", length);
    return leaf(length > 0 ? file.put("pieces root", root()) : file);
  }

  static BDictionary leaf(BDictionary.Builder properties) {
    return BDictionary.builder().put("", properties.build()).build();
  }

  static byte[] root() {
    byte[] root = new byte[32];
    Arrays.fill(root, (byte) 7);
    return root;
  }

  static BDictionary.Builder v2Info(BDictionary.Builder tree) {
    return BDictionary.builder()
        .put("name", "name")
        .put("piece length", PIECE)
        .put("meta version", 2)
        .put("file tree", tree.build());
  }

  static BDictionary.Builder torrent(BDictionary.Builder info) {
    return BDictionary.builder().put("info", info.build());
  }

  static Metainfo parse(BDictionary.Builder torrent) throws MetainfoException {
    return Metainfo.parse(Bencode.encode(torrent.build()), SafeNames.Target.POSIX);
  }

  static Metainfo parseInfo(BDictionary.Builder info) throws MetainfoException {
    return parse(torrent(info));
  }
}
