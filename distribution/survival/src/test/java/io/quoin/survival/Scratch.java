package io.quoin.survival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for large files: in memory where there is room for them, else on disk. */
final class Scratch implements AutoCloseable {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long SPARE = 1L << 30;

  private final Path path;
  private final boolean memory;

  private Scratch(Path path, boolean memory) {
    this.path = path;
    this.memory = memory;
  }

  /** With room in memory for so many bytes and a gibibyte, if there is. */
  static Scratch with(long bytes) throws IOException {
    boolean memory =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > bytes + SPARE;
    Path parent = memory ? MEMORY : Files.createDirectories(Path.of("target", "scratch"));
    return new Scratch(
        Files.createTempDirectory(parent.toAbsolutePath(), "quoin-survival"), memory);
  }

  Path path() {
    return path;
  }

  /** Whether it is in memory. */
  boolean inMemory() {
    return memory;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
