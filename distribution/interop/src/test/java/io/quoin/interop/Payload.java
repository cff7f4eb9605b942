package io.quoin.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.stream.Stream;

/** What is served and fetched: files with the same bytes in every run. */
enum Payload {
  /** Its last piece is one byte, with pieces of any length from 16 KiB to 1 MiB. */
  ONE_FILE("one file.bin"),

  /** Nested directories, an empty file, sizes around a block's, and names that are not ASCII. */
  MANY_FILES("many files");

  /** The digest of a file without bytes. */
  static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final int CHUNK = 1 << 16;

  private final String fileName;

  private record Entry(String path, int length) {}

  Payload(String fileName) {
    this.fileName = fileName;
  }

  private List<Entry> entries() {
    return switch (this) {
      case ONE_FILE -> List.of(new Entry("", (3 << 20) + 1));
      case MANY_FILES ->
          List.of(
              new Entry("a.txt", 1),
              new Entry("block less one", 16_383),
              new Entry("empty/nothing", 0),
              new Entry("nested/deeper/deepest/block and one.bin", 16_385),
              new Entry("nested/odd [1].dat", 700_001),
              new Entry("nested/na\u00efve \u65e5\u672c.txt", 5),
              new Entry("z", 2 << 20));
    };
  }

  /** The name of the file, or of the directory that holds the files. */
  String fileName() {
    return fileName;
  }

  /** Writes it below the directory. */
  void writeTo(Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(fileName.length());
    for (Entry entry : entries()) {
      Path file = directory.resolve(fileName).resolve(entry.path());
      Files.createDirectories(file.getParent());
      write(file, entry.length(), random);
    }
  }

  private static void write(Path file, int length, SplittableRandom random) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int left = length; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk, 0, Math.min(left, CHUNK));
      }
    }
  }

  /** The SHA-256 of every file below a directory, by path. */
  static Map<String, String> digests(Path directory) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(directory.relativize(file).toString(), digest(file));
      }
    }
    return digests;
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return fileName;
  }
}
