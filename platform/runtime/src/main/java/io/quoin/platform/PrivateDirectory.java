package io.quoin.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The place where the container keeps what it may forget. Inside the data directory, which it then
 * holds the lock of, or a temporary one; gone when closed.
 */
final class PrivateDirectory implements AutoCloseable {

  private final Path path;
  private final Optional<FileChannel> lock;

  private PrivateDirectory(Path path, Optional<FileChannel> lock) {
    this.path = path;
    this.lock = lock;
  }

  static PrivateDirectory temporary() throws PlatformException {
    try {
      return new PrivateDirectory(Files.createTempDirectory("quoin-"), Optional.empty());
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.DIRECTORY,
          "no temporary directory can be made in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  static PrivateDirectory in(Path data) throws PlatformException {
    try {
      Files.createDirectories(data);
      FileChannel channel = lock(data);
      Path cache = data.resolve("cache");
      delete(cache);
      Files.createDirectory(cache);
      return new PrivateDirectory(cache, Optional.of(channel));
    } catch (IOException e) {
      throw new PlatformException(
          PlatformException.Code.DIRECTORY,
          "the data directory " + data + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static FileChannel lock(Path data) throws IOException, PlatformException {
    FileChannel channel =
        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by another platform in this virtual machine.
    }
    channel.close();
    throw new PlatformException(
        PlatformException.Code.DATA_IN_USE,
        "another platform uses the data directory " + data + "; stop it or choose another");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      delete(path);
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
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
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
