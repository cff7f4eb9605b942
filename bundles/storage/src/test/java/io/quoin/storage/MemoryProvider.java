package io.quoin.storage;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider that keeps files in memory, loses what was not synced when the power is cut, and does
 * to each call what the test wants: fail, hang or be slow.
 */
public final class MemoryProvider implements StorageProvider {

  public static final String ID = "memory";

  /** What a test does to a call before it happens. */
  @FunctionalInterface
  public interface Trouble {
    void meet(String call, List<String> path) throws StorageException;
  }

  /** One write that happened. */
  public record Write(List<String> path, long position, int length) {}

  public final List<Write> writes = new CopyOnWriteArrayList<>();
  public final AtomicInteger openFiles = new AtomicInteger();
  public final AtomicInteger openVolumes = new AtomicInteger();
  public final AtomicInteger mostOpenFiles = new AtomicInteger();
  private final Map<List<String>, Content> files = new ConcurrentHashMap<>();
  private volatile Trouble trouble = (call, path) -> {};
  private long clock = 1_000_000;

  /** Bytes as they are and as they were at the last sync. */
  private static final class Content {
    private byte[] now = {};
    private byte[] synced = {};
    private boolean nameSynced;
    private long modified;
  }

  public void trouble(Trouble next) {
    trouble = next;
  }

  public void noTrouble() {
    trouble = (call, path) -> {};
  }

  /** Everything that was not synced is lost. */
  public synchronized void cutPower() {
    files.values().removeIf(file -> !file.nameSynced);
    files.values().forEach(file -> file.now = file.synced.clone());
  }

  public synchronized void put(List<String> path, byte[] bytes) {
    Content content = new Content();
    content.now = bytes.clone();
    content.synced = bytes.clone();
    content.nameSynced = true;
    content.modified = ++clock;
    files.put(path, content);
  }

  public synchronized byte[] bytes(List<String> path) {
    return files.get(path).now.clone();
  }

  public boolean has(List<String> path) {
    return files.containsKey(path);
  }

  @Override
  public StorageVolume open(Path directory) throws StorageException {
    meet("open volume", List.of());
    openVolumes.incrementAndGet();
    return new Volume();
  }

  private void meet(String call, List<String> path) throws StorageException {
    trouble.meet(call, path);
  }

  private final class Volume implements StorageVolume {

    @Override
    public StorageFile open(List<String> path, Access access) throws StorageException {
      meet("open", path);
      synchronized (MemoryProvider.this) {
        if (access == Access.READ && !files.containsKey(path)) {
          throw new StorageException(StorageException.Code.MISSING, "'" + path + "' is not there");
        }
        files.computeIfAbsent(path, p -> new Content());
      }
      mostOpenFiles.accumulateAndGet(openFiles.incrementAndGet(), Math::max);
      return new OpenFile(path, files.get(path));
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) throws StorageException {
      meet("stamp", path);
      synchronized (MemoryProvider.this) {
        return Optional.ofNullable(files.get(path))
            .map(file -> new FileStamp(file.now.length, file.modified));
      }
    }

    @Override
    public void rename(List<String> from, List<String> to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(List<String> path) {
      files.remove(path);
    }

    @Override
    public void close() throws StorageException {
      meet("close volume", List.of());
      openVolumes.decrementAndGet();
    }
  }

  private final class OpenFile implements StorageFile {
    private final List<String> path;
    private final Content file;

    OpenFile(List<String> path, Content file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) throws StorageException {
      meet("read", path);
      synchronized (MemoryProvider.this) {
        int bytes = (int) Math.max(0, Math.min(into.remaining(), file.now.length - position));
        into.put(file.now, (int) Math.min(position, file.now.length), bytes);
        return bytes;
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws StorageException {
      meet("write", path);
      synchronized (MemoryProvider.this) {
        int length = from.remaining();
        int end = (int) position + length;
        file.now = end > file.now.length ? Arrays.copyOf(file.now, end) : file.now;
        from.get(file.now, (int) position, length);
        file.modified = ++clock;
        writes.add(new Write(path, position, length));
      }
    }

    @Override
    public void sync() throws StorageException {
      meet("sync", path);
      synchronized (MemoryProvider.this) {
        file.synced = file.now.clone();
        file.nameSynced = true;
      }
    }

    @Override
    public long length() {
      return file.now.length;
    }

    @Override
    public void length(long length) {
      file.now = Arrays.copyOf(file.now, (int) length);
    }

    @Override
    public void close() throws StorageException {
      meet("close", path);
      openFiles.decrementAndGet();
    }
  }
}
