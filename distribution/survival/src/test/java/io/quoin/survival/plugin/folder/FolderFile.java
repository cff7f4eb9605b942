package io.quoin.survival.plugin.folder;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the folder. */
final class FolderFile implements StorageFile {

  private final FileChannel channel;

  FolderFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into, long position) throws StorageException {
    int start = into.position();
    try {
      while (into.hasRemaining() && channel.read(into, position + into.position() - start) >= 0) {}
      return into.position() - start;
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }

  @Override
  public void write(ByteBuffer from, long position) throws StorageException {
    int start = from.position();
    try {
      while (from.hasRemaining()) {
        channel.write(from, position + from.position() - start);
      }
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }

  @Override
  public void sync() throws StorageException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }

  @Override
  public long length() throws StorageException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }

  @Override
  public void length(long length) throws StorageException {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }

  @Override
  public void close() throws StorageException {
    try {
      channel.close();
    } catch (IOException e) {
      throw FolderVolume.failed(e);
    }
  }
}
