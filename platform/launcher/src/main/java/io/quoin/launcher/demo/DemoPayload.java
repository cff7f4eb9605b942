package io.quoin.launcher.demo;

import io.quoin.metainfo.CreatedTorrent;
import io.quoin.metainfo.MetainfoException;
import io.quoin.metainfo.TorrentBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What is shared: a few files of odd sizes with pseudo-random content. */
final class DemoPayload {

  private static final String NAME = "quoin-demo";
  private static final int CHUNK = 1 << 20;
  private static final int SMALL = 12_345;

  private DemoPayload() {}

  /** Writes the files below a folder, together of this size; the seed makes them what they are. */
  static void write(Path folder, long bytes, long seed) throws IOException {
    Path root = Files.createDirectories(folder.resolve(NAME));
    SplittableRandom random = new SplittableRandom(seed);
    write(root.resolve("film.bin"), bytes - SMALL - 1, random);
    write(root.resolve("notes.bin"), SMALL, random);
    write(root.resolve("one-byte.bin"), 1, random);
  }

  private static void write(Path file, long bytes, SplittableRandom random) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= chunk.length) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(left, chunk.length));
      }
    }
  }

  static CreatedTorrent torrent(Path folder, URI tracker) throws IOException, MetainfoException {
    TorrentBuilder builder =
        TorrentBuilder.directory(TorrentBuilder.Kind.V1, NAME).trackers(List.of(List.of(tracker)));
    for (Path file : files(folder)) {
      builder.file(
          List.of(file.getFileName().toString()), Files.size(file), () -> FileChannel.open(file));
    }
    return builder.build((done, total) -> {});
  }

  /** SHA-256 of each file, in hexadecimal digits, by its name. */
  static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      MessageDigest digest = sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      hashes.put(file.getFileName().toString(), HexFormat.of().formatHex(digest.digest()));
    }
    return hashes;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var found = Files.list(folder.resolve(NAME))) {
      return found.sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
