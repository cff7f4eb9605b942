package io.quoin.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file so that a failure on the way leaves what was there before. */
final class WholeFile {

  private WholeFile() {}

  static void write(Path target, byte[] content) throws Failure {
    Path absolute = target.toAbsolutePath();
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw new Failure(target + " cannot be written: its directory is not there", e);
    } catch (IOException e) {
      throw new Failure(target + " cannot be written: " + Reasons.of(e), e);
    }
  }
}
