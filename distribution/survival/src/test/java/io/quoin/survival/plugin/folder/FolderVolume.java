package io.quoin.survival.plugin.folder;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A folder; every file lies in it under its last name. */
final class FolderVolume implements StorageVolume {

  private final Path folder;

  FolderVolume(Path folder) {
    this.folder = folder;
  }

  private Path file(List<String> path) {
    return folder.resolve(path.get(path.size() - 1));
  }

  static StorageException failed(IOException failure) {
    return new StorageException(Code.IO, "the folder failed: " + failure, failure);
  }

  @Override
  public StorageFile open(List<String> path, Access access) throws StorageException {
    try {
      return new FolderFile(
          access == Access.READ
              ? FileChannel.open(file(path))
              : FileChannel.open(
                  file(path),
                  Set.of(
                      StandardOpenOption.CREATE,
                      StandardOpenOption.READ,
                      StandardOpenOption.WRITE)));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Optional<FileStamp> stamp(List<String> path) throws StorageException {
    try {
      return Files.exists(file(path))
          ? Optional.of(
              new FileStamp(
                  Files.size(file(path)), Files.getLastModifiedTime(file(path)).toMillis()))
          : Optional.empty();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void rename(List<String> from, List<String> to) throws StorageException {
    try {
      Files.move(file(from), file(to));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void delete(List<String> path) throws StorageException {
    try {
      Files.deleteIfExists(file(path));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {}
}
