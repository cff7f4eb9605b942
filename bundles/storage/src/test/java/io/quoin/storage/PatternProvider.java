package io.quoin.storage;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageProvider;
import io.quoin.api.storage.StorageVolume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider of endless room: every file repeats the same bytes, and whatever is written must be
 * those. So nothing need be kept but how far a file goes.
 */
public final class PatternProvider implements StorageProvider {

  public static final String ID = "pattern";

  public final AtomicLong written = new AtomicLong();
  public final AtomicLong wrong = new AtomicLong();
  private final ByteBuffer pattern;
  private final ConcurrentMap<String, AtomicLong> lengths = new ConcurrentHashMap<>();

  public PatternProvider(byte[] pattern) {
    this.pattern = ByteBuffer.wrap(pattern);
  }

  @Override
  public StorageVolume open(Path directory) {
    return new Volume(directory);
  }

  private final class Volume implements StorageVolume {
    private final Path directory;

    Volume(Path directory) {
      this.directory = directory;
    }

    @Override
    public StorageFile open(List<String> path, Access access) {
      return new Endless(lengths.computeIfAbsent(name(path), n -> new AtomicLong()));
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) {
      return Optional.ofNullable(lengths.get(name(path)))
          .map(length -> new FileStamp(length.get(), 1));
    }

    @Override
    public void rename(List<String> from, List<String> to) throws StorageException {
      throw new StorageException(StorageException.Code.IO, "not here");
    }

    @Override
    public void delete(List<String> path) {
      lengths.remove(name(path));
    }

    @Override
    public void close() {}

    private String name(List<String> path) {
      return directory + "/" + path;
    }
  }

  private final class Endless implements StorageFile {
    private final AtomicLong length;

    Endless(AtomicLong length) {
      this.length = length;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      int bytes = (int) Math.max(0, Math.min(into.remaining(), length.get() - position));
      for (int left = bytes; left > 0; ) {
        int at = (int) ((position + bytes - left) % pattern.capacity());
        int part = Math.min(left, pattern.capacity() - at);
        into.put(pattern.slice(at, part));
        left -= part;
      }
      return bytes;
    }

    @Override
    public void write(ByteBuffer from, long position) {
      long end = position + from.remaining();
      written.addAndGet(from.remaining());
      for (long at = position; from.hasRemaining(); ) {
        int offset = (int) (at % pattern.capacity());
        int part = Math.min(from.remaining(), pattern.capacity() - offset);
        if (!from.slice(from.position(), part).equals(pattern.slice(offset, part))) {
          wrong.incrementAndGet();
        }
        from.position(from.position() + part);
        at += part;
      }
      length.accumulateAndGet(end, Math::max);
    }

    @Override
    public void sync() {}

    @Override
    public long length() {
      return length.get();
    }

    @Override
    public void length(long bytes) {
      length.set(bytes);
    }

    @Override
    public void close() {}
  }
}
