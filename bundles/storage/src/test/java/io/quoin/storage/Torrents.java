package io.quoin.storage;

import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes torrents for tests. */
public final class Torrents {

  private Torrents() {}

  public static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A torrent of one file "data.bin". */
  public static Metainfo single(Kind kind, int pieceLength, byte[] content) {
    try {
      return TorrentBuilder.singleFile(
              kind,
              "data.bin",
              content.length,
              () -> Channels.newChannel(new ByteArrayInputStream(content)))
          .pieceLength(pieceLength)
          .build((done, total) -> {})
          .metainfo();
    } catch (IOException | MetainfoException e) {
      throw new AssertionError(e);
    }
  }

  /** A torrent of a directory "many" with these files. */
  public static Metainfo directory(Kind kind, int pieceLength, Map<List<String>, byte[]> files) {
    TorrentBuilder builder = TorrentBuilder.directory(kind, "many").pieceLength(pieceLength);
    files.forEach(
        (path, content) ->
            builder.file(
                path,
                content.length,
                () -> Channels.newChannel(new ByteArrayInputStream(content))));
    try {
      return builder.build((done, total) -> {}).metainfo();
    } catch (IOException | MetainfoException e) {
      throw new AssertionError(e);
    }
  }

  /** A v1 torrent with any piece length, whose files follow one another without pads. */
  public static Metainfo packed(int pieceLength, Map<List<String>, byte[]> files) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<BValue> entries = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          all.writeBytes(content);
          entries.add(entry(path, content.length));
        });
    byte[] content = all.toByteArray();
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    for (int at = 0; at < content.length; at += pieceLength) {
      hashes.writeBytes(
          sha1(Arrays.copyOfRange(content, at, Math.min(content.length, at + pieceLength))));
    }
    return v1(pieceLength, entries, hashes.toByteArray());
  }

  /** A v1 torrent of a program "many/run" that is executable, and a link "many/latest" to it. */
  public static Metainfo program(byte[] content) {
    BDictionary run =
        BDictionary.builder()
            .put("attr", "x")
            .put("length", content.length)
            .put("path", BList.of(BString.of("run")))
            .build();
    BDictionary latest =
        BDictionary.builder()
            .put("attr", "l")
            .put("length", 0)
            .put("path", BList.of(BString.of("latest")))
            .put("symlink path", BList.of(BString.of("run")))
            .build();
    return v1(1 << 20, List.of(run, latest), sha1(content));
  }

  /** A v1 torrent of one big file whose pieces all have the same bytes. */
  public static Metainfo repeated(byte[] piece, int times) {
    byte[] hash = sha1(piece);
    ByteArrayOutputStream hashes = new ByteArrayOutputStream(20 * times);
    for (int i = 0; i < times; i++) {
      hashes.writeBytes(hash);
    }
    return v1(
        piece.length,
        List.of(entry(List.of("big.bin"), (long) piece.length * times)),
        hashes.toByteArray());
  }

  /** SHA-256 of each block of a piece, as far as it has content. */
  public static byte[] leaves(byte[] piece, int content) {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    for (int at = 0; at < content; at += Layout.BLOCK) {
      leaves.writeBytes(
          digest("SHA-256", Arrays.copyOfRange(piece, at, Math.min(content, at + Layout.BLOCK))));
    }
    return leaves.toByteArray();
  }

  private static BDictionary entry(List<String> path, long length) {
    return BDictionary.builder()
        .put("length", length)
        .put("path", BList.of(path.stream().map(BString::of).toList()))
        .build();
  }

  private static Metainfo v1(int pieceLength, List<BValue> files, byte[] hashes) {
    BDictionary info =
        BDictionary.builder()
            .put("files", BList.of(files))
            .put("name", "many")
            .put("piece length", pieceLength)
            .put("pieces", hashes)
            .build();
    try {
      return Metainfo.parse(Bencode.encode(BDictionary.builder().put("info", info).build()));
    } catch (MetainfoException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sha1(byte[] bytes) {
    return digest("SHA-1", bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Numbers 0 to n - 1 in an order that depends on the seed. */
  public static List<Integer> shuffled(int n, Random random) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
