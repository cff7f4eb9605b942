package io.quoin.distribution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The assembled folder. */
final class Assembly {

  static final Path HOME = Path.of("target", "quoin").toAbsolutePath();
  static final Path BUNDLES = HOME.resolve("bundles");
  static final Path LIB = HOME.resolve("lib");

  private Assembly() {}

  /** The jars of a folder that match a pattern. */
  static List<Path> jars(Path folder, String glob) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(jars::add);
    }
    jars.sort(null);
    return jars;
  }

  static Path plugin(String name) throws IOException {
    return jars(HOME.resolve("plugins"), name + "-*.jar").get(0);
  }
}
