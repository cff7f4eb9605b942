package io.quoin.session;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows names of files and can forget them; holds no bytes. */
final class MemoryProvider implements StorageProvider, StorageVolume {

  final Set<List<String>> files = new HashSet<>();
  Optional<StorageException> refusal = Optional.empty();
  Optional<Path> directory = Optional.empty();
  boolean closed;

  @Override
  public StorageVolume open(Path place) throws StorageException {
    directory = Optional.of(place);
    return this;
  }

  @Override
  public void delete(List<String> path) throws StorageException {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    files.remove(path);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public StorageFile open(List<String> path, Access access) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<FileStamp> stamp(List<String> path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rename(List<String> from, List<String> to) {
    throw new UnsupportedOperationException();
  }
}
