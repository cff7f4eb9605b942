package ${package};

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** The files of a torrent. Names come without separators and dots, so none leads out of it. */
final class ShelfVolume implements StorageVolume {

  private final Path place;

  ShelfVolume(Path place) {
    this.place = place;
  }

  private Path file(List<String> path) {
    Path file = place;
    for (String name : path) {
      file = file.resolve(name);
    }
    return file;
  }

  @Override
  public StorageFile open(List<String> path, Access access) throws StorageException {
    Path file = file(path);
    try {
      if (access == Access.WRITE) {
        Files.createDirectories(file.getParent());
      }
      return ShelfFile.open(file, access);
    } catch (IOException e) {
      throw Failures.of(file, e);
    }
  }

  @Override
  public Optional<FileStamp> stamp(List<String> path) throws StorageException {
    Path file = file(path);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new FileStamp(now.size(), now.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failures.of(file, e);
    }
  }

  @Override
  public void rename(List<String> from, List<String> to) throws StorageException {
    Path file = file(from);
    Path target = file(to);
    try {
      Files.createDirectories(target.getParent());
      Files.move(file, target);
      removeEmpty(file.getParent());
    } catch (IOException e) {
      throw Failures.of(file, e);
    }
  }

  @Override
  public void delete(List<String> path) throws StorageException {
    Path file = file(path);
    try {
      Files.deleteIfExists(file);
      removeEmpty(file.getParent());
    } catch (IOException e) {
      throw Failures.of(file, e);
    }
  }

  /** From here up to the volume, which stays. */
  private void removeEmpty(Path from) throws IOException {
    try {
      for (Path folder = from; !folder.equals(place); folder = folder.getParent()) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // What is in it keeps the ones above, too.
    }
  }

  @Override
  public void close() {}
}
