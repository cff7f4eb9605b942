package io.quoin.examples.ratio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps the book in a file. Whatever happens, the file is the old one or the new one, whole. */
final class BookFile {
  private final Path folder;
  private final Path file;
  private final Path part;

  /** In this folder, which is made when something is written. */
  BookFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("credit");
    this.part = folder.resolve("credit.part");
  }

  /**
   * The book as it was last written; an empty one if it never was.
   *
   * @throws IOException if there is a file and it cannot be read, or is no book
   */
  CreditBook read() throws IOException {
    if (Files.notExists(file)) {
      return new CreditBook();
    }
    return CreditBook.decode(ByteBuffer.wrap(Files.readAllBytes(file)))
        .orElseThrow(() -> new IOException(file + " is no book of credit of this version"));
  }

  /** Takes the place of what was written before, once all of it is on the disk. */
  void write(CreditBook book) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(book.encode());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
