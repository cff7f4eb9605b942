package ${package};

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file. Several threads read and write it at once. */
final class ShelfFile implements StorageFile {

  private final Path path;
  private final FileChannel channel;

  private ShelfFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static ShelfFile open(Path path, Access access) throws IOException {
    return new ShelfFile(
        path,
        access == Access.READ
            ? FileChannel.open(path, StandardOpenOption.READ)
            : FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
  }

  @Override
  public int read(ByteBuffer into, long position) throws StorageException {
    try {
      int read = 0;
      while (into.hasRemaining()) {
        int some = channel.read(into, position + read);
        if (some < 0) {
          break;
        }
        read += some;
      }
      return read;
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  @Override
  public void write(ByteBuffer from, long position) throws StorageException {
    try {
      for (long at = position; from.hasRemaining(); ) {
        at += channel.write(from, at);
      }
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  /** The file, and its name in the directory. */
  @Override
  public void sync() throws StorageException {
    try {
      channel.force(true);
      try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  @Override
  public long length() throws StorageException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  @Override
  public void length(long length) throws StorageException {
    try {
      if (length < channel.size()) {
        channel.truncate(length);
      } else if (length > channel.size()) {
        channel.write(ByteBuffer.allocate(1), length - 1);
      }
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  @Override
  public void close() throws StorageException {
    try {
      channel.close();
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }
}
