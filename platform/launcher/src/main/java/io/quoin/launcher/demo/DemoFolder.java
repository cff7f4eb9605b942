package io.quoin.launcher.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A temporary folder with room for all copies; gone when closed, or when the process ends. */
final class DemoFolder implements AutoCloseable {

  private final Path path;
  private final Thread atExit = new Thread(this::deleteQuietly, "quoin-demo-clean-up");

  private DemoFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static DemoFolder withRoomFor(long bytes) throws DemoException {
    try {
      Path path = Files.createTempDirectory("quoin-demo-");
      long usable = Files.getFileStore(path).getUsableSpace();
      if (usable < bytes) {
        Files.delete(path);
        throw new DemoException(
            "the demonstration needs "
                + (bytes >> 20)
                + " MiB in "
                + path.getParent()
                + ", where only "
                + (usable >> 20)
                + " MiB are free; make room or ask for a smaller --size");
      }
      return new DemoFolder(path);
    } catch (IOException e) {
      throw new DemoException("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
      deleteQuietly();
    } catch (IllegalStateException e) {
      // The process is ending: the hook does it.
    }
  }

  /** What cannot be deleted stays in the system's temporary folder. */
  private void deleteQuietly() {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("quoin: " + path + " was not deleted: " + e.getMessage());
    }
  }
}
