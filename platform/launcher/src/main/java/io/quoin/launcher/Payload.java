package io.quoin.launcher;

import io.quoin.metainfo.TorrentBuilder;
import io.quoin.metainfo.TorrentBuilder.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What a torrent is made of: a file, or the regular files below a directory. */
final class Payload {

  private Payload() {}

  static TorrentBuilder of(Path path, Kind kind) throws Failure {
    try {
      Path real = path.toRealPath();
      if (real.getFileName() == null) {
        throw new Failure(path + " has no name that a torrent could have");
      }
      String name = real.getFileName().toString();
      return Files.isDirectory(real)
          ? directory(real, name, kind)
          : TorrentBuilder.singleFile(kind, name, Files.size(real), () -> FileChannel.open(real));
    } catch (IOException e) {
      throw new Failure(path + " cannot be read: " + Reasons.of(e), e);
    }
  }

  private static TorrentBuilder directory(Path root, String name, Kind kind) throws IOException {
    TorrentBuilder builder = TorrentBuilder.directory(kind, name);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // Links are left out: they could lead anywhere.
            if (attributes.isRegularFile()) {
              builder.file(
                  elements(root.relativize(file)), attributes.size(), () -> FileChannel.open(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return builder;
  }

  private static List<String> elements(Path relative) {
    List<String> elements = new ArrayList<>();
    relative.forEach(element -> elements.add(element.toString()));
    return elements;
  }
}
