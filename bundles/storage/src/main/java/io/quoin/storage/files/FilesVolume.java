package io.quoin.storage.files;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory of plain files. The directory itself may be reached through links, as the user named
 * it; below it, no link leads out of it, and nothing but plain files is opened.
 */
final class FilesVolume implements StorageVolume {

  private final Path root;

  /** Directories that are known to lie in the root; their names as they were asked for. */
  private final Set<Path> inside = ConcurrentHashMap.newKeySet();

  /** Directories with names that were made and not synced. */
  private final Set<Path> unsyncedNames = ConcurrentHashMap.newKeySet();

  FilesVolume(Path root) {
    this.root = root;
  }

  @Override
  public StorageFile open(List<String> path, Access access) throws StorageException {
    Path file = resolve(path);
    try {
      if (access == Access.WRITE) {
        makeDirectories(file.getParent());
      }
      Path target = plain(file);
      return new DiskFile(this, file, channel(target, access));
    } catch (IOException failed) {
      throw Failures.of(access == Access.WRITE ? "opening or making" : "opening", file, failed);
    }
  }

  @Override
  public Optional<FileStamp> stamp(List<String> path) throws StorageException {
    Path file = resolve(path);
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      BasicFileAttributes found = Files.readAttributes(plain(file), BasicFileAttributes.class);
      return Optional.of(new FileStamp(found.size(), found.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException failed) {
      throw Failures.of("looking at", file, failed);
    }
  }

  @Override
  public void rename(List<String> from, List<String> to) throws StorageException {
    Path source = resolve(from);
    Path target = resolve(to);
    try {
      makeDirectories(target.getParent());
      plain(source);
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString(), null, "something is there");
      }
      Files.move(source, target);
      syncDirectory(target.getParent());
      syncDirectory(source.getParent());
      deleteEmptyDirectories(source.getParent());
    } catch (IOException failed) {
      throw Failures.of("renaming to '" + target + "'", source, failed);
    }
  }

  @Override
  public void delete(List<String> path) throws StorageException {
    Path file = resolve(path);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        checkInside(file.getParent());
        Files.delete(file);
        deleteEmptyDirectories(file.getParent());
      }
    } catch (IOException failed) {
      throw Failures.of("deleting", file, failed);
    }
  }

  @Override
  public void link(List<String> path, List<String> target) throws StorageException {
    Path link = resolve(path);
    Path to = resolve(target);
    try {
      makeDirectories(link.getParent());
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, link.getParent().relativize(to));
        syncDirectory(link.getParent());
      }
    } catch (UnsupportedOperationException noLinksHere) {
      // The torrent is complete without them.
    } catch (IOException failed) {
      throw Failures.of("linking", link, failed);
    }
  }

  @Override
  public void executable(List<String> path) throws StorageException {
    Path file = resolve(path);
    try {
      Set<PosixFilePermission> now = EnumSet.copyOf(Files.getPosixFilePermissions(plain(file)));
      boolean changed = now.add(PosixFilePermission.OWNER_EXECUTE);
      if (now.contains(PosixFilePermission.GROUP_READ)) {
        changed |= now.add(PosixFilePermission.GROUP_EXECUTE);
      }
      if (now.contains(PosixFilePermission.OTHERS_READ)) {
        changed |= now.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      if (changed) {
        Files.setPosixFilePermissions(file, now);
      }
    } catch (UnsupportedOperationException noSuchMarkHere) {
      // Nothing to mark.
    } catch (IOException failed) {
      throw Failures.of("making executable", file, failed);
    }
  }

  @Override
  public void close() {
    inside.clear();
  }

  /** Makes the names of a file and of its new directories survive a power cut. */
  void syncNames(Path file) throws IOException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (unsyncedNames.remove(at)) {
        try {
          syncDirectory(at);
        } catch (IOException failed) {
          unsyncedNames.add(at);
          throw failed;
        }
      }
    }
  }

  private Path resolve(List<String> path) throws StorageException {
    Path file = root;
    for (String name : path) {
      file = file.resolve(name);
    }
    if (path.isEmpty() || !file.equals(file.normalize()) || !file.startsWith(root)) {
      throw new StorageException(
          Code.DENIED, "'" + file + "' is not below '" + root + "'; don't use this torrent");
    }
    return file;
  }

  private FileChannel channel(Path file, Access access) throws IOException {
    if (access == Access.READ) {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
    Set<OpenOption> options =
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      return FileChannel.open(file, options);
    } catch (NoSuchFileException absent) {
      unsyncedNames.add(file.getParent());
      return FileChannel.open(
          file,
          Set.of(
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              LinkOption.NOFOLLOW_LINKS));
    }
  }

  /** The plain file behind a name: itself, or what a link within the root leads to. */
  private Path plain(Path file) throws IOException {
    checkInside(file.getParent());
    if (Files.isSymbolicLink(file)) {
      Path target = file.toRealPath();
      if (!target.startsWith(root.toRealPath())) {
        throw outside(file, target);
      }
      return checkPlain(target);
    }
    return checkPlain(file);
  }

  private static Path checkPlain(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StorageException(
          Code.DENIED,
          "'" + file + "' is no plain file; move it away, or choose another directory");
    }
    return file;
  }

  private void checkInside(Path directory) throws IOException {
    if (!inside.contains(directory)) {
      Path real = directory.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw outside(directory, real);
      }
      inside.add(directory);
    }
  }

  private StorageException outside(Path name, Path real) {
    return new StorageException(
        Code.DENIED,
        "'"
            + name
            + "' leads to '"
            + real
            + "', out of '"
            + root
            + "'; remove that link, or choose another directory");
  }

  /** Makes directories one by one, so that none is made behind a link that leads out. */
  private void makeDirectories(Path directory) throws IOException {
    if (inside.contains(directory)) {
      return;
    }
    for (Path at = root; at.getParent() != null && !Files.exists(at); at = at.getParent()) {
      unsyncedNames.add(at.getParent());
    }
    Files.createDirectories(root);
    Path at = root;
    for (Path name : root.relativize(directory)) {
      checkInside(at);
      Path parent = at;
      at = at.resolve(name);
      if (!name.toString().isEmpty() && !Files.isDirectory(at)) {
        unsyncedNames.add(parent);
        makeDirectory(at);
      }
    }
    checkInside(directory);
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(directory)) {
        throw raced;
      }
    }
  }

  private void deleteEmptyDirectories(Path from) throws IOException {
    for (Path at = from;
        at != null && !at.equals(root) && at.startsWith(root);
        at = at.getParent()) {
      try {
        Files.delete(at);
        inside.remove(at);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      }
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
