package io.quoin.storage;

import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Metainfo;
import io.quoin.metainfo.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A torrent and the bytes it is about. */
public record Content(Metainfo metainfo, Map<List<String>, byte[]> files) {

  /** The bytes of a piece as peers send them. */
  public byte[] piece(int piece) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int length = metainfo.layout().pieceLength(piece);
    for (Span span : metainfo.layout().spans(piece, 0, length)) {
      FileEntry file = metainfo.layout().files().get(span.fileIndex());
      int at = (int) span.fileOffset();
      bytes.writeBytes(
          span.pad()
              ? new byte[span.length()]
              : Arrays.copyOfRange(files.get(below(file)), at, at + span.length()));
    }
    return bytes.toByteArray();
  }

  /** The files that differ from what they should be, or are not there. */
  public List<List<String>> wrongIn(Path directory) {
    return files.keySet().stream()
        .filter(path -> !Arrays.equals(files.get(path), bytes(directory, path)))
        .toList();
  }

  private byte[] bytes(Path directory, List<String> path) {
    try {
      Path file = directory.resolve(metainfo.name());
      for (String name : path) {
        file = file.resolve(name);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> below(FileEntry file) {
    return file.path().subList(1, file.path().size());
  }

  /** A few files of odd sizes, some of them empty. */
  public static Map<List<String>, byte[]> randomFiles(Random random, int most, int bytes) {
    Map<List<String>, byte[]> files = new LinkedHashMap<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2 * bytes / count);
      List<String> path =
          random.nextBoolean() ? List.of("file" + i) : List.of("dir" + i % 3, "file" + i);
      files.put(path, Torrents.bytes(random.nextLong(), length));
    }
    files.put(List.of("last"), Torrents.bytes(random.nextLong(), 1 + random.nextInt(bytes)));
    return files;
  }
}
