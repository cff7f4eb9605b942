package io.quoin.wallet.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a dead process leaves, put where the next one finds it. */
final class Folders {

  private Folders() {}

  /** Copies the files of a folder, if there is one, to where only they are then. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(to)) {
      Files.delete(file);
    }
    if (Files.isDirectory(from)) {
      for (Path file : files(from)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
