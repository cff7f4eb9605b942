package io.quoin.installer.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The steps in which files are written, so that each can be the last one before a power cut. */
public interface Disk {

  /** The file system that this program runs on. */
  Disk REAL = new RealDisk();

  /**
   * Writes a file, replacing what has its name, and returns when its bytes survive a power cut.
   *
   * @param file its name
   * @param bytes all of it
   * @throws IOException if it cannot be done
   */
  void write(Path file, byte[] bytes) throws IOException;

  /**
   * Copies a file, replacing what has the new name, and returns when its bytes survive a power cut.
   *
   * @param from what is copied
   * @param to name of the copy
   * @throws IOException if it cannot be done
   */
  void copy(Path from, Path to) throws IOException;

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

  /**
   * Deletes a file, if it is there.
   *
   * @param file its name
   * @throws IOException if it cannot be done
   */
  void delete(Path file) throws IOException;

  /**
   * Replaces a file as a whole: a power cut leaves the old one or the new one.
   *
   * @param file its name
   * @param bytes all of it
   * @throws IOException if it cannot be done; the old one is there then
   */
  default void replace(Path file, byte[] bytes) throws IOException {
    Path part = part(file);
    write(part, bytes);
    rename(part, file);
    sync(file.getParent());
  }

  /**
   * The name that a file has while it is written.
   *
   * @param file its name afterwards
   * @return a name in the same directory
   */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** See {@link #REAL}. */
  final class RealDisk implements Disk {

    private RealDisk() {}

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      try (FileChannel channel = created(file)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
      try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
          FileChannel out = created(to)) {
        long size = in.size();
        for (long done = 0; done < size; ) {
          done += in.transferTo(done, size - done, out);
        }
        out.force(true);
      }
    }

    private static FileChannel created(Path file) throws IOException {
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
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

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
