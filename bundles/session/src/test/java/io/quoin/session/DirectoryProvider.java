package io.quoin.session;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plain files. May be told that no two directories are in the same file system. */
final class DirectoryProvider implements StorageProvider {

  boolean separate;

  @Override
  public StorageVolume open(Path directory) {
    return new Volume(directory);
  }

  private final class Volume implements StorageVolume {
    private final Path root;

    Volume(Path root) {
      this.root = root;
    }

    private Path file(List<String> path) {
      Path file = root;
      for (String name : path) {
        file = file.resolve(name);
      }
      return file;
    }

    @Override
    public StorageFile open(List<String> path, Access access) throws StorageException {
      try {
        if (access == Access.READ) {
          return new File(FileChannel.open(file(path), StandardOpenOption.READ));
        }
        Files.createDirectories(file(path).getParent());
        return new File(
            FileChannel.open(
                file(path),
                Set.of(
                    StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)));
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) throws StorageException {
      try {
        return Files.exists(file(path))
            ? Optional.of(new FileStamp(Files.size(file(path)), 0))
            : Optional.empty();
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void rename(List<String> from, List<String> to) throws StorageException {
      if (separate && !from.subList(0, from.size() - 1).equals(to.subList(0, to.size() - 1))) {
        throw new StorageException(Code.IO, "of another file system");
      }
      try {
        Files.createDirectories(file(to).getParent());
        Files.move(file(from), file(to));
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void delete(List<String> path) throws StorageException {
      try {
        Files.deleteIfExists(file(path));
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void close() {}
  }

  private static StorageException failed(IOException failure) {
    return new StorageException(Code.IO, failure.toString(), failure);
  }

  private record File(FileChannel channel) implements StorageFile {

    @Override
    public int read(ByteBuffer into, long position) throws StorageException {
      try {
        return Math.max(0, channel.read(into, position));
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws StorageException {
      try {
        channel.write(from, position);
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void sync() {}

    @Override
    public long length() throws StorageException {
      try {
        return channel.size();
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void length(long length) throws StorageException {
      try {
        channel.truncate(length);
      } catch (IOException failure) {
        throw failed(failure);
      }
    }

    @Override
    public void close() throws StorageException {
      try {
        channel.close();
      } catch (IOException failure) {
        throw failed(failure);
      }
    }
  }
}
