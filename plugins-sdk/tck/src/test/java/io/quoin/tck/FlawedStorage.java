package io.quoin.tck;

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
import java.util.concurrent.CountDownLatch;

/** Keeps files in memory, and does one thing wrong. */
final class FlawedStorage implements StorageProvider {

  /** What. */
  enum Flaw {
    NONE,
    WRITES_AT_THE_BEGINNING,
    LEAVES_A_BYTE,
    ENDS_WITH_MINUS_ONE,
    MAKES_WHAT_IS_MISSING,
    CALLS_ALL_FAILURES_IO,
    GROWS_WITH_WHAT_WAS_THERE,
    FORGETS,
    REFUSES_TO_SYNC_WHAT_IS_READ,
    MIXES_UP_THREADS,
    STAMPS_ONCE,
    COPIES_TO_RENAME,
    KEEPS_WHAT_IS_DELETED,
    LEAVES_A_THREAD,
    HANGS
  }

  private final Flaw flaw;
  private final CountDownLatch end;
  private final Map<List<String>, Content> files;

  private static final class Content {
    private byte[] bytes = {};
    private byte[] cut = {};
    private Optional<FileStamp> first = Optional.empty();
    private Optional<Thread> owner = Optional.empty();
  }

  FlawedStorage(Flaw flaw, CountDownLatch end) {
    this(flaw, end, new ConcurrentHashMap<>());
  }

  private FlawedStorage(Flaw flaw, CountDownLatch end, Map<List<String>, Content> files) {
    this.flaw = flaw;
    this.end = end;
    this.files = files;
  }

  /** The next one, with what this one has kept. */
  FlawedStorage again() {
    return new FlawedStorage(flaw, end, is(Flaw.FORGETS) ? new ConcurrentHashMap<>() : files);
  }

  private boolean is(Flaw other) {
    return flaw == other;
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public StorageVolume open(Path directory) {
    if (is(Flaw.LEAVES_A_THREAD)) {
      new Thread(this::await, "left by the wrong one").start();
    }
    if (is(Flaw.HANGS)) {
      await();
    }
    return new Volume();
  }

  private final class Volume implements StorageVolume {

    @Override
    public StorageFile open(List<String> path, Access access) throws StorageException {
      if (access == Access.READ && !files.containsKey(path) && !is(Flaw.MAKES_WHAT_IS_MISSING)) {
        throw new StorageException(
            is(Flaw.CALLS_ALL_FAILURES_IO)
                ? StorageException.Code.IO
                : StorageException.Code.MISSING,
            path + " is not there");
      }
      return new OpenFile(files.computeIfAbsent(path, name -> new Content()), access);
    }

    @Override
    public Optional<FileStamp> stamp(List<String> path) {
      Content content = files.get(path);
      if (content == null) {
        return Optional.empty();
      }
      FileStamp now = new FileStamp(content.bytes.length, 0);
      content.first = Optional.of(content.first.orElse(now));
      return is(Flaw.STAMPS_ONCE) ? content.first : Optional.of(now);
    }

    @Override
    public void rename(List<String> from, List<String> to) {
      files.put(to, is(Flaw.COPIES_TO_RENAME) ? files.get(from) : files.remove(from));
    }

    @Override
    public void delete(List<String> path) {
      if (!is(Flaw.KEEPS_WHAT_IS_DELETED)) {
        files.remove(path);
      }
    }

    @Override
    public void close() {}
  }

  private final class OpenFile implements StorageFile {
    private final Content content;
    private final StorageVolume.Access access;

    OpenFile(Content content, StorageVolume.Access access) {
      this.content = content;
      this.access = access;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      synchronized (content) {
        long left = content.bytes.length - position;
        if (left <= 0) {
          return is(Flaw.ENDS_WITH_MINUS_ONE) ? -1 : 0;
        }
        int length = (int) Math.min(into.remaining(), left);
        into.put(content.bytes, (int) position, length);
        return length;
      }
    }

    @Override
    public void write(ByteBuffer from, long position) {
      synchronized (content) {
        int at = is(Flaw.WRITES_AT_THE_BEGINNING) ? 0 : (int) position;
        int length = from.remaining() - (is(Flaw.LEAVES_A_BYTE) ? 1 : 0);
        if (at + length > content.bytes.length) {
          content.bytes = Arrays.copyOf(content.bytes, at + length);
        }
        from.get(content.bytes, at, length);
        content.owner = Optional.of(content.owner.orElse(Thread.currentThread()));
        if (is(Flaw.MIXES_UP_THREADS) && content.owner.get() != Thread.currentThread()) {
          content.bytes[at]++;
        }
      }
    }

    @Override
    public void sync() throws StorageException {
      if (is(Flaw.REFUSES_TO_SYNC_WHAT_IS_READ) && access == StorageVolume.Access.READ) {
        throw new StorageException(StorageException.Code.DENIED, "opened to be read");
      }
    }

    @Override
    public long length() {
      synchronized (content) {
        return content.bytes.length;
      }
    }

    @Override
    public void length(long length) {
      synchronized (content) {
        if (length < content.bytes.length) {
          content.cut = content.bytes;
        }
        boolean back = is(Flaw.GROWS_WITH_WHAT_WAS_THERE) && length > content.bytes.length;
        content.bytes = Arrays.copyOf(back ? content.cut : content.bytes, (int) length);
      }
    }

    @Override
    public void close() {}
  }
}
