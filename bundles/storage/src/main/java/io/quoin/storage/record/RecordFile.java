package io.quoin.storage.record;

import io.quoin.api.storage.StorageException;
import io.quoin.storage.files.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The file of a record, locked while it is open, so that no other process or torrent uses it.
 *
 * <p>The lock is a file beside it. It is deleted before it is let go; whoever locks a file that has
 * lost its name in the meantime notices that its mark is not in it, and starts again.
 *
 * <p>On POSIX systems a process loses its lock when it closes any channel to the file. So what
 * reads the mark stays open as long as the lock is held.
 */
public final class RecordFile implements AutoCloseable {

  /** Longest record that is read. */
  private static final long LONGEST = 128L << 20;

  private static final int ATTEMPTS = 20;

  private final Path file;
  private final Path lockFile;
  private final Disk disk;
  private final FileChannel channel;
  private final FileChannel named;

  private RecordFile(Path file, Path lockFile, Disk disk, FileChannel channel, FileChannel named) {
    this.file = file;
    this.lockFile = lockFile;
    this.disk = disk;
    this.channel = channel;
    this.named = named;
  }

  /**
   * Locks the file of a record; makes its directory.
   *
   * @param file its name; need not be there
   * @param disk writes it
   * @return nothing if somebody else has it locked
   * @throws StorageException if the lock cannot be made
   */
  public static Optional<RecordFile> open(Path file, Disk disk) throws StorageException {
    Path absolute = file.toAbsolutePath();
    try {
      return lock(absolute, disk);
    } catch (IOException failed) {
      throw Failures.of("locking the record", absolute, failed);
    }
  }

  private static Optional<RecordFile> lock(Path absolute, Disk disk) throws IOException {
    Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      makeDirectory(absolute.getParent());
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        return Optional.empty();
      }
      Optional<FileChannel> named = findByName(channel, lockFile);
      if (named.isPresent()) {
        return Optional.of(new RecordFile(absolute, lockFile, disk, channel, named.get()));
      }
      channel.close();
    }
    return Optional.empty();
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (NoSuchFileException nowhere) {
      AccessDeniedException denied =
          new AccessDeniedException(directory.toString(), null, "no directory can be made there");
      denied.initCause(nowhere);
      throw denied;
    }
  }

  /**
   * Reads the file.
   *
   * @return its bytes; nothing if it is not there or longer than any record
   * @throws StorageException if it cannot be read
   */
  public Optional<byte[]> read() throws StorageException {
    try {
      return Files.size(file) > LONGEST ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failed) {
      throw Failures.of("reading the record", file, failed);
    }
  }

  /**
   * Replaces the file. When this returns the new one survives a power cut; until then the old one
   * or the new one does.
   *
   * @param bytes all of it
   * @return their number
   * @throws StorageException if it cannot be done; the old one is still there then
   */
  public int write(byte[] bytes) throws StorageException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      disk.write(fresh, bytes);
      disk.rename(fresh, file);
      disk.sync(file.getParent());
      return bytes.length;
    } catch (IOException failed) {
      throw Failures.of("writing the record", file, failed);
    }
  }

  /** Lets the lock go. */
  @Override
  public void close() throws StorageException {
    try (channel;
        named) {
      Files.deleteIfExists(lockFile);
    } catch (IOException failed) {
      throw Failures.of("unlocking the record", file, failed);
    }
  }

  @Override
  public String toString() {
    return "'" + file + "'";
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  /** Another channel to the same file, if that still has its name. */
  private static Optional<FileChannel> findByName(FileChannel locked, Path lockFile)
      throws IOException {
    byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    locked.truncate(0);
    locked.write(ByteBuffer.wrap(mark), 0);
    FileChannel named;
    try {
      named = FileChannel.open(lockFile, StandardOpenOption.READ);
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    }
    ByteBuffer found = ByteBuffer.allocate(mark.length);
    named.read(found, 0);
    if (Arrays.equals(mark, found.array())) {
      return Optional.of(named);
    }
    named.close();
    return Optional.empty();
  }
}
