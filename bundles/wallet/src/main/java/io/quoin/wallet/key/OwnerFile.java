package io.quoin.wallet.key;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A small file with a secret, for its owner's eyes only. It is written whole or not at all, and is
 * on disk for good when the call returns.
 */
final class OwnerFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final String DRAFT = ".new";

  private final Path file;

  OwnerFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * What is in it.
   *
   * @param most bytes that are looked at; a longer file gives one more than these
   * @return the bytes, which the caller wipes
   */
  byte[] read(int most) throws IOException, WalletException {
    if (posix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new WalletException(
          WalletException.Code.KEY,
          "others may read " + file + "; take their permissions away (chmod 600)");
    }
    byte[] room = new byte[most + 1];
    try (ReadableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer buffer = ByteBuffer.wrap(room);
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = in.read(buffer);
      }
      return Arrays.copyOf(room, buffer.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }

  /**
   * Makes the file, and its directory.
   *
   * @param content of it
   * @return false, with nothing changed, if there is a file already
   */
  boolean create(byte[] content) throws IOException {
    makeDirectory(file.getParent());
    Path draft = draft(file, content);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException otherWasFirst) {
      return false;
    } finally {
      Files.delete(draft);
    }
    sync(file.getParent());
    return true;
  }

  /** A directory that is there after a power cut too. */
  private static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      makeDirectory(directory.getParent());
      Files.createDirectories(directory);
      sync(directory.getParent());
    }
  }

  /** Puts other content into the place of what is there, where a link to it leads. */
  void replace(byte[] content) throws IOException {
    Path target = file.toRealPath();
    Path draft = draft(target, content);
    try {
      Files.move(draft, target, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    sync(target.getParent());
  }

  /** Takes it away, after what a crash may have left of its making. */
  void delete() throws IOException {
    String name = file.getFileName().toString();
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(file.getParent(), path -> isDraft(path, name))) {
      for (Path draft : drafts) {
        Files.delete(draft);
      }
    }
    Files.delete(file);
    sync(file.getParent());
  }

  private static boolean isDraft(Path path, String name) {
    String other = path.getFileName().toString();
    return other.startsWith(name + ".") && other.endsWith(DRAFT);
  }

  private Path draft(Path target, byte[] content) throws IOException {
    Path draft =
        Files.createTempFile(target.getParent(), target.getFileName() + ".", DRAFT, ownerOnly());
    try (FileChannel out = FileChannel.open(draft, WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
      return draft;
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return posix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean posix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
