package io.quoin.survival;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider that keeps no bytes: what a file holds follows from its name. It remembers which
 * blocks were written and which of them were synced, and counts those that were not what belongs
 * there.
 */
final class VirtualFiles implements StorageProvider {

  static final String ID = "virtual";
  private static final int BLOCK = 16 << 10;

  private final Map<String, Content> files = new ConcurrentHashMap<>();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final ReadBudget budget;
  private volatile boolean powered = true;

  VirtualFiles() {
    this(ReadBudget.unlimited());
  }

  /** Reads wait for the budget. */
  VirtualFiles(ReadBudget budget) {
    this.budget = budget;
  }

  /** The file is there from the start. */
  VirtualFiles holding(Payload payload) {
    Content content = new Content(payload);
    content.blocks.set(0, content.count());
    content.length = payload.length();
    content.sync();
    files.put(payload.name(), content);
    return this;
  }

  /** The file is to be written. */
  VirtualFiles expecting(Payload payload) {
    files.put(payload.name(), new Content(payload));
    return this;
  }

  /** Writes of anything but the right bytes. */
  long wrong() {
    return wrong.get();
  }

  /** Bytes that were written. */
  long written() {
    return written.get();
  }

  /** Bytes that were read. */
  long read() {
    return read.get();
  }

  /** Whether every block of the file was written. */
  boolean whole(Payload payload) {
    Content content = files.get(payload.name());
    synchronized (content) {
      return content.blocks.cardinality() == content.count();
    }
  }

  /**
   * From now on every call fails, and what was not synced is zeros; the files keep their lengths.
   *
   * @return the bytes that are lost, in whole blocks
   */
  long cutPower() {
    powered = false;
    return files.values().stream().mapToLong(Content::forget).sum();
  }

  void restorePower() {
    powered = true;
  }

  @Override
  public StorageVolume open(Path directory) {
    return new Volume();
  }

  private final class Content {
    private final Payload payload;
    private final BitSet blocks = new BitSet();
    private final BitSet synced = new BitSet();
    private long length;

    Content(Payload payload) {
      this.payload = payload;
    }

    int count() {
      return (int) ((payload.length() + BLOCK - 1) / BLOCK);
    }

    synchronized void sync() {
      synced.or(blocks);
    }

    synchronized long forget() {
      int before = blocks.cardinality();
      blocks.and(synced);
      return (long) (before - blocks.cardinality()) * BLOCK;
    }

    /** Under the lock of what is done next: nothing is done after the power was cut. */
    void demandPower() throws StorageException {
      assert Thread.holdsLock(this);
      if (!powered) {
        throw new StorageException(Code.IO, "the power is cut");
      }
    }
  }

  private final class Volume implements StorageVolume {

    @Override
    public StorageFile open(List<String> path, Access access) throws StorageException {
      Content content = files.get(path.get(path.size() - 1));
      if (content == null) {
        throw new StorageException(Code.MISSING, path + " is not there");
      }
      return new OpenFile(content);
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) throws StorageException {
      Content content = files.get(path.get(path.size() - 1));
      if (content == null) {
        return Optional.empty();
      }
      synchronized (content) {
        content.demandPower();
        return content.length == 0
            ? Optional.empty()
            : Optional.of(new FileStamp(content.length, 1));
      }
    }

    @Override
    public void rename(List<String> from, List<String> to) throws StorageException {
      throw new StorageException(Code.IO, "nothing is renamed here");
    }

    @Override
    public void delete(List<String> path) {
      files.remove(path.get(path.size() - 1));
    }

    @Override
    public void close() {}
  }

  private final class OpenFile implements StorageFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public int read(ByteBuffer into, long position) throws StorageException {
      int start = into.position();
      budget.take(into.remaining());
      content.payload.fill(into, position);
      int end = into.position();
      read.addAndGet(end - start);
      synchronized (content) {
        content.demandPower();
        for (int at = start; at < end; at++) {
          long place = position + at - start;
          int left = (int) Math.min(end - at, BLOCK - place % BLOCK);
          if (!content.blocks.get((int) (place / BLOCK))) {
            into.put(at, new byte[left]);
          }
          at += left - 1;
        }
      }
      return end - start;
    }

    @Override
    public void write(ByteBuffer from, long position) throws StorageException {
      int bytes = from.remaining();
      if (!content.payload.matches(from, position)) {
        wrong.incrementAndGet();
      }
      from.position(from.limit());
      written.addAndGet(bytes);
      synchronized (content) {
        content.demandPower();
        content.blocks.set(
            (int) (position / BLOCK), (int) ((position + bytes + BLOCK - 1) / BLOCK));
        content.length = Math.max(content.length, position + bytes);
      }
    }

    @Override
    public void sync() throws StorageException {
      synchronized (content) {
        content.demandPower();
        content.sync();
      }
    }

    @Override
    public long length() {
      synchronized (content) {
        return content.length;
      }
    }

    @Override
    public void length(long length) throws StorageException {
      synchronized (content) {
        content.demandPower();
        content.length = length;
      }
    }

    @Override
    public void close() {}
  }
}
