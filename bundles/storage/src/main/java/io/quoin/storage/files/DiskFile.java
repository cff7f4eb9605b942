package io.quoin.storage.files;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An open file of a {@link FilesVolume}. */
final class DiskFile implements StorageFile {

  private final FilesVolume volume;
  private final Path file;
  private final FileChannel channel;

  /** Kernels let one writer into a file at a time, and the others spin: here they sleep. */
  private final Lock writing = new ReentrantLock();

  DiskFile(FilesVolume volume, Path file, FileChannel channel) {
    this.volume = volume;
    this.file = file;
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into, long position) throws StorageException {
    int start = into.position();
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, position + into.position() - start) < 0) {
          break;
        }
      }
      return into.position() - start;
    } catch (IOException failed) {
      throw Failures.of("reading", file, failed);
    }
  }

  @Override
  public void write(ByteBuffer from, long position) throws StorageException {
    int start = from.position();
    writing.lock();
    try {
      while (from.hasRemaining()) {
        channel.write(from, position + from.position() - start);
      }
    } catch (IOException failed) {
      throw Failures.of("writing", file, failed);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void sync() throws StorageException {
    try {
      channel.force(true);
      volume.syncNames(file);
    } catch (IOException failed) {
      throw Failures.of("syncing", file, failed);
    }
  }

  @Override
  public long length() throws StorageException {
    try {
      return channel.size();
    } catch (IOException failed) {
      throw Failures.of("looking at", file, failed);
    }
  }

  @Override
  public void length(long length) throws StorageException {
    try {
      long now = channel.size();
      if (length < now) {
        channel.truncate(length);
      } else if (length > now) {
        channel.write(ByteBuffer.allocate(1), length - 1);
      }
    } catch (IOException failed) {
      throw Failures.of("resizing", file, failed);
    }
  }

  @Override
  public void close() throws StorageException {
    try {
      channel.close();
    } catch (IOException failed) {
      throw Failures.of("closing", file, failed);
    }
  }
}
