package io.quoin.survival;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Another provider's files, with writes that meet whatever trouble a test makes. */
final class TroubledFiles implements StorageProvider {

  static final String ID = "troubled";

  private final StorageProvider behind;
  private volatile Trouble trouble = () -> {};

  /** What happens before a write. */
  @FunctionalInterface
  interface Trouble {
    void meet() throws StorageException;
  }

  TroubledFiles(StorageProvider behind) {
    this.behind = behind;
  }

  void trouble(Trouble next) {
    trouble = next;
  }

  @Override
  public StorageVolume open(Path directory) throws StorageException {
    return new Volume(behind.open(directory));
  }

  private final class Volume implements StorageVolume {
    private final StorageVolume volume;

    Volume(StorageVolume volume) {
      this.volume = volume;
    }

    @Override
    public StorageFile open(List<String> path, Access access) throws StorageException {
      return new OpenFile(volume.open(path, access));
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) throws StorageException {
      return volume.stamp(path);
    }

    @Override
    public void rename(List<String> from, List<String> to) throws StorageException {
      volume.rename(from, to);
    }

    @Override
    public void delete(List<String> path) throws StorageException {
      volume.delete(path);
    }

    @Override
    public void close() throws StorageException {
      volume.close();
    }
  }

  private final class OpenFile implements StorageFile {
    private final StorageFile file;

    OpenFile(StorageFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) throws StorageException {
      return file.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws StorageException {
      trouble.meet();
      file.write(from, position);
    }

    @Override
    public void sync() throws StorageException {
      file.sync();
    }

    @Override
    public long length() throws StorageException {
      return file.length();
    }

    @Override
    public void length(long length) throws StorageException {
      file.length(length);
    }

    @Override
    public void close() throws StorageException {
      file.close();
    }
  }
}
