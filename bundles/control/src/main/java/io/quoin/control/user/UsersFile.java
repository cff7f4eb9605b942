package io.quoin.control.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/** A file of users as it is now; it is read only when it is another than last time. */
final class UsersFile {

  private final Path file;
  private Optional<Stamp> stamp = Optional.empty();
  private Users users = new Users(List.of());

  UsersFile(Path file) {
    this.file = file;
  }

  /** A file is written anew at each change: it has another key then. */
  private record Stamp(FileTime modified, long size, Optional<Object> key) {
    static Optional<Stamp> of(Path file) throws IOException {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(
                found.lastModifiedTime(), found.size(), Optional.ofNullable(found.fileKey())));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  synchronized Users users() throws IOException {
    Optional<Stamp> now = Stamp.of(file);
    if (!now.equals(stamp)) {
      users = Users.read(file);
      stamp = now;
    }
    return users;
  }
}
