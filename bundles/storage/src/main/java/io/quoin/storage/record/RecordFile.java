package io.quoin.storage.record;

import io.quoin.api.storage.StorageException;
import io.quoin.storage.files.Failures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The file of a record, locked while it is open, so that no other process or torrent uses it.
 *
 * <p>The lock is a file beside it. It is deleted before it is let go; whoever locks a file that has
 * lost its name in the meantime notices that the name has another file now, and starts again.
 */
public final class RecordFile implements AutoCloseable {

  /** Longest record that is read. */
  private static final long LONGEST = 128L << 20;

  private static final int ATTEMPTS = 20;

  private final Path file;
  private final Path lockFile;
  private final Disk disk;
  private final FileChannel channel;
  private final FileLock lock;

  private RecordFile(Path file, Path lockFile, Disk disk, FileChannel channel, FileLock lock) {
    this.file = file;
    this.lockFile = lockFile;
    this.disk = disk;
    this.channel = channel;
    this.lock = lock;
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
    Files.createDirectories(absolute.getParent());
    Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Object> before = fileNamed(lockFile);
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      if (before.isPresent() && before.equals(fileNamed(lockFile))) {
        return Optional.of(new RecordFile(absolute, lockFile, disk, channel, lock));
      }
      channel.close();
    }
    return Optional.empty();
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
    try (channel) {
      Files.deleteIfExists(lockFile);
      lock.release();
    } catch (IOException failed) {
      throw Failures.of("unlocking the record", file, failed);
    }
  }

  @Override
  public String toString() {
    return "'" + file + "'";
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException here) {
      return null;
    }
  }

  /**
   * Which file has the name: asked without opening it, for where POSIX locks are used closing any
   * descriptor of a file lets go of all locks that the process has on it. Where files have no key,
   * one that is open cannot lose its name.
   */
  private static Optional<Object> fileNamed(Path lockFile) throws IOException {
    try {
      Object key = Files.readAttributes(lockFile, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? lockFile : key);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }
}
