package io.quoin.storage.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The steps in which a file is replaced, so that each can be the last one before a power cut. */
public interface Disk {

  /** The file system that this program runs on. */
  Disk REAL = new RealDisk();

  /**
   * Writes a new file, replacing what has its name, and returns when its bytes survive a power cut.
   *
   * @param file its name
   * @param bytes all of it
   * @throws IOException if it cannot be done
   */
  void write(Path file, byte[] bytes) throws IOException;

  /**
   * Gives a file another name, replacing what has that name, in one step.
   *
   * @param from its name
   * @param to its new name, in the same directory
   * @throws IOException if it cannot be done
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Returns when the names in a directory survive a power cut.
   *
   * @param directory which
   * @throws IOException if that cannot be promised
   */
  void sync(Path directory) throws IOException;

  /** See {@link #REAL}. */
  final class RealDisk implements Disk {

    private RealDisk() {}

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void sync(Path directory) throws IOException {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
  }
}
