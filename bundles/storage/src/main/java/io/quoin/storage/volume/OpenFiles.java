package io.quoin.storage.volume;

import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume.Access;
import io.quoin.storage.crew.Worker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The files that are open, over all torrents, and how much went through them. Those used longest
 * ago are closed when there are too many; one that is in use is never closed. Thread-safe; no call
 * to a provider is made under its lock.
 */
public final class OpenFiles {

  private final int limit;
  private final Map<Key, Handle> open = new LinkedHashMap<>(64, 0.75f, true);

  private final LongAdder written = new LongAdder();
  private final LongAdder read = new LongAdder();

  private record Key(TorrentFiles torrent, int file) {}

  /** A file that is open and in use until it is released. */
  static final class Handle {
    private final Key key;
    private final StorageFile file;
    private final Access access;
    private int users = 1;
    private boolean retired;

    private Handle(Key key, StorageFile file, Access access) {
      this.key = key;
      this.file = file;
      this.access = access;
    }

    StorageFile file() {
      return file;
    }

    private boolean serves(Access wanted) {
      return access == Access.WRITE || wanted == Access.READ;
    }
  }

  /**
   * None is open yet.
   *
   * @param limit how many may be, except those that are in use
   */
  public OpenFiles(int limit) {
    this.limit = limit;
  }

  /**
   * How many are open.
   *
   * @return at most the limit or those in use
   */
  public synchronized int count() {
    return open.size();
  }

  /**
   * Bytes that were given to providers.
   *
   * @return since the start
   */
  public long written() {
    return written.sum();
  }

  /**
   * Bytes that were had from providers, for peers and for checks.
   *
   * @return since the start
   */
  public long read() {
    return read.sum();
  }

  void wrote(int bytes) {
    written.add(bytes);
  }

  void didRead(int bytes) {
    read.add(bytes);
  }

  /** Finds or opens a file, to be released. */
  Handle acquire(TorrentFiles torrent, int file, Access access, Worker worker)
      throws StorageException {
    Key key = new Key(torrent, file);
    synchronized (this) {
      Handle found = open.get(key);
      if (found != null && found.serves(access)) {
        found.users++;
        return found;
      }
    }
    Handle fresh = new Handle(key, torrent.openFile(file, access, worker), access);
    closeLater(add(fresh));
    return fresh;
  }

  void release(Handle handle) {
    boolean close;
    synchronized (this) {
      close = --handle.users == 0 && handle.retired;
    }
    if (close) {
      closeLater(List.of(handle));
    }
  }

  /** Takes a torrent's files out; those in use are closed when they are released. */
  List<StorageFile> takeAll(TorrentFiles torrent) {
    List<StorageFile> idle = new ArrayList<>();
    synchronized (this) {
      for (Iterator<Handle> it = open.values().iterator(); it.hasNext(); ) {
        Handle handle = it.next();
        if (handle.key.torrent() == torrent) {
          it.remove();
          retire(handle).ifIdle(() -> idle.add(handle.file));
        }
      }
    }
    return idle;
  }

  private synchronized List<Handle> add(Handle fresh) {
    List<Handle> closing = new ArrayList<>(1);
    Handle former = open.put(fresh.key, fresh);
    if (former != null) {
      retire(former).ifIdle(() -> closing.add(former));
    }
    Iterator<Handle> oldest = open.values().iterator();
    while (open.size() > limit && oldest.hasNext()) {
      Handle handle = oldest.next();
      if (handle.users == 0) {
        oldest.remove();
        retire(handle).ifIdle(() -> closing.add(handle));
      }
    }
    return closing;
  }

  private static Retired retire(Handle handle) {
    handle.retired = true;
    return new Retired(handle.users == 0);
  }

  private record Retired(boolean idle) {
    void ifIdle(Runnable then) {
      if (idle) {
        then.run();
      }
    }
  }

  private static void closeLater(List<Handle> handles) {
    handles.forEach(handle -> handle.key.torrent().closeLater(handle.key.file(), handle.file));
  }
}
