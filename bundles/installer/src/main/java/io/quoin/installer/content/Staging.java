package io.quoin.installer.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one plugin while it is looked at; gone when closed. */
public final class Staging implements AutoCloseable {

  private final Path folder;
  private int files;

  private Staging(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @param parent made if it is missing
   * @return an empty folder
   * @throws IOException if it cannot be made
   */
  public static Staging in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new Staging(Files.createTempDirectory(parent, "plugin"));
  }

  /**
   * A name that no other file here has.
   *
   * @return in this folder
   */
  public Path next() {
    files++;
    return folder.resolve(files + ".jar");
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  /**
   * Deletes a folder and what is in it.
   *
   * @param tree may be missing
   * @throws IOException if something cannot be deleted
   */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(tree)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
