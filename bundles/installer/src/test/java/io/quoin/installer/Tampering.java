package io.quoin.installer;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** What somebody on the way may do to a jar. */
final class Tampering {

  private Tampering() {}

  static void replace(Path jar, String entry, String content) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath(entry), content);
    }
  }

  static void delete(Path jar, String entry) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.delete(zip.getPath(entry));
    }
  }

  static String read(Path jar, String entry) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      return Files.readString(zip.getPath(entry));
    }
  }
}
