package io.quoin.storage.volume;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageException.Code;
import io.quoin.api.storage.StorageFile;
import io.quoin.api.storage.StorageVolume;
import io.quoin.api.storage.StorageVolume.Access;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Span;
import io.quoin.storage.crew.Strand;
import io.quoin.storage.crew.Worker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one torrent on its provider, addressed as if every piece had the full length: byte
 * {@code b} of piece {@code p} is at {@code p * pieceLength + b}. Thread-safe; storage threads
 * only.
 */
public final class TorrentFiles {

  private static final Logger log = LoggerFactory.getLogger(TorrentFiles.class);

  private final Layout layout;
  private final boolean hasPads;
  private final StorageVolume volume;
  private final ProviderCalls calls;
  private final OpenFiles openFiles;
  private final Strand desk;
  private final Set<Integer> unsynced = ConcurrentHashMap.newKeySet();
  private final Queue<Closing> toClose = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** A file that others pushed out. */
  private record Closing(int index, StorageFile file) {}

  /**
   * The files of a torrent.
   *
   * @param layout where its bytes lie
   * @param volume where its files are; closed with this
   * @param calls to its provider
   * @param openFiles shared by all torrents
   * @param desk closes files that others push out
   */
  public TorrentFiles(
      Layout layout, StorageVolume volume, ProviderCalls calls, OpenFiles openFiles, Strand desk) {
    this.layout = layout;
    this.hasPads = layout.files().stream().anyMatch(FileEntry::isPad);
    this.volume = volume;
    this.calls = calls;
    this.openFiles = openFiles;
    this.desk = desk;
  }

  /**
   * Writes bytes to their places, one write for each stretch of a file; pads are left out.
   *
   * @param position where they start
   * @param from the bytes, between position and limit; not moved
   * @param worker the thread
   * @throws StorageException if not all are written
   */
  public void write(long position, ByteBuffer from, Worker worker) throws StorageException {
    int at = from.position();
    for (Span span : spans(position, from.remaining())) {
      if (!span.pad()) {
        ByteBuffer part = from.slice(at, span.length());
        OpenFiles.Handle handle = openFiles.acquire(this, span.fileIndex(), Access.WRITE, worker);
        try {
          calls.call(worker, "writing", path(span), () -> write(handle.file(), part, span));
          openFiles.wrote(span.length());
        } finally {
          openFiles.release(handle);
        }
        unsynced.add(span.fileIndex());
      }
      at += span.length();
    }
  }

  /**
   * Reads bytes from their places; pads are zeros.
   *
   * @param position where they start
   * @param into as many as remain in it; full afterwards
   * @param worker the thread
   * @throws StorageException {@code MISSING} if a file is not there or too short
   */
  public void read(long position, ByteBuffer into, Worker worker) throws StorageException {
    for (Span span : spans(position, into.remaining())) {
      ByteBuffer part = into.slice(into.position(), span.length());
      if (span.pad()) {
        part.put(new byte[span.length()]);
      } else {
        read(span, part, worker);
      }
      into.position(into.position() + span.length());
    }
  }

  /**
   * Makes what lies in pads zeros, whatever peers sent for it.
   *
   * @param position where the bytes start
   * @param bytes between position and limit
   */
  public void clearPads(long position, ByteBuffer bytes) {
    if (!hasPads) {
      return;
    }
    int at = bytes.position();
    for (Span span : spans(position, bytes.remaining())) {
      if (span.pad()) {
        bytes.put(at, new byte[span.length()]);
      }
      at += span.length();
    }
  }

  /**
   * Returns when all that was written before survives a power cut.
   *
   * @param worker the thread
   * @throws StorageException if that cannot be promised; then the next call tries again
   */
  public void sync(Worker worker) throws StorageException {
    for (Integer file : List.copyOf(unsynced)) {
      unsynced.remove(file);
      try {
        sync(file, worker);
      } catch (StorageException failed) {
        unsynced.add(file);
        throw failed;
      }
    }
  }

  /**
   * Notes that files may hold bytes that nobody synced.
   *
   * @param piece whose files
   */
  public void distrust(int piece) {
    layout.spans(piece, 0, layout.pieceLength(piece)).stream()
        .filter(span -> !span.pad())
        .forEach(span -> unsynced.add(span.fileIndex()));
  }

  /**
   * Length and time of every file.
   *
   * @param worker the thread
   * @return in the torrent's order; nothing for files that are missing, pads and symlinks
   * @throws StorageException if that cannot be told
   */
  public List<Optional<FileStamp>> stamps(Worker worker) throws StorageException {
    List<Optional<FileStamp>> stamps = new ArrayList<>(layout.files().size());
    for (FileEntry file : layout.files()) {
      stamps.add(
          isPlain(file)
              ? calls.call(worker, "looking at", file, () -> volume.stamp(file.path()))
              : Optional.empty());
    }
    return stamps;
  }

  /**
   * Makes what no piece brings: empty files, symlinks, and the executable mark.
   *
   * @param stamps of the files that are there
   * @param worker the thread
   * @throws StorageException if it cannot be done
   */
  public void makeEmptyFiles(List<Optional<FileStamp>> stamps, Worker worker)
      throws StorageException {
    for (FileEntry file : layout.files()) {
      if (isPlain(file) && file.length() == 0 && stamps.get(file.index()).isEmpty()) {
        StorageFile made = openFile(file.index(), Access.WRITE, worker);
        close(file.index(), made, worker);
      }
    }
  }

  /**
   * Marks executables and makes symlinks (BEP 47), where the provider knows such things.
   *
   * @param worker the thread
   * @throws StorageException if it cannot be done
   */
  public void finish(Worker worker) throws StorageException {
    for (FileEntry file : layout.files()) {
      Optional<List<String>> target = file.symlinkTarget();
      if (target.isPresent()) {
        calls.call(worker, "linking", file, () -> link(file, target.get()));
      } else if (file.isExecutable() && isPlain(file)) {
        calls.call(worker, "marking", file, () -> mark(file));
      }
    }
  }

  /**
   * Whether a file has bytes or could have: it is neither pad nor symlink.
   *
   * @param file of the torrent
   * @return true for plain files
   */
  public static boolean isPlain(FileEntry file) {
    return !file.isPad() && file.symlinkTarget().isEmpty();
  }

  /**
   * Closes all files and the volume. Failures are logged: what matters was synced before.
   *
   * @param worker the thread
   */
  public void close(Worker worker) {
    closed = true;
    openFiles.takeAll(this).forEach(file -> quietly(() -> closing(file, "a file", worker)));
    quietly(() -> calls.call(worker, "closing", "the volume", () -> closeVolume()));
  }

  StorageFile openFile(int index, Access access, Worker worker) throws StorageException {
    FileEntry file = layout.files().get(index);
    closePushedOut(worker);
    if (closed) {
      throw new StorageException(Code.IO, "'" + file + "' is closed; open the torrent again");
    }
    return calls.call(worker, "opening", file, () -> volume.open(file.path(), access));
  }

  /**
   * Closes a file that was pushed out: on the desk, unless this torrent opens another one before,
   * so that files that are open but for that don't add up.
   */
  void closeLater(int index, StorageFile file) {
    toClose.add(new Closing(index, file));
    desk.execute(this::closePushedOut);
  }

  private void closePushedOut(Worker worker) {
    for (Closing next = toClose.poll(); next != null; next = toClose.poll()) {
      Closing closing = next;
      quietly(() -> close(closing.index(), closing.file(), worker));
    }
  }

  /** Stretches of files, merged over pieces so that each file is touched once. */
  private List<Span> spans(long position, int length) {
    int piece = (int) (position / layout.pieceLength());
    int begin = (int) (position % layout.pieceLength());
    if (length <= layout.pieceLength(piece) - begin) {
      return layout.spans(piece, begin, length);
    }
    List<Span> merged = new ArrayList<>();
    for (int left = length; left > 0; piece++, begin = 0) {
      int part = Math.min(left, layout.pieceLength(piece) - begin);
      layout.spans(piece, begin, part).forEach(span -> append(merged, span));
      left -= part;
    }
    return merged;
  }

  private static void append(List<Span> merged, Span next) {
    int end = merged.size() - 1;
    if (end >= 0
        && merged.get(end).fileIndex() == next.fileIndex()
        && merged.get(end).fileOffset() + merged.get(end).length() == next.fileOffset()) {
      Span last = merged.get(end);
      merged.set(
          end,
          new Span(last.fileIndex(), last.fileOffset(), last.length() + next.length(), last.pad()));
    } else {
      merged.add(next);
    }
  }

  private static int write(StorageFile file, ByteBuffer part, Span span) throws StorageException {
    file.write(part, span.fileOffset());
    return span.length();
  }

  private void read(Span span, ByteBuffer part, Worker worker) throws StorageException {
    OpenFiles.Handle handle = openFiles.acquire(this, span.fileIndex(), Access.READ, worker);
    try {
      int bytes =
          calls.call(
              worker, "reading", path(span), () -> handle.file().read(part, span.fileOffset()));
      openFiles.didRead(Math.max(0, bytes));
      if (bytes < span.length()) {
        throw new StorageException(
            Code.MISSING,
            "'"
                + path(span)
                + "' ends before byte "
                + (span.fileOffset() + span.length())
                + "; it was changed from outside: check the torrent's data again");
      }
    } finally {
      openFiles.release(handle);
    }
  }

  private void sync(int index, Worker worker) throws StorageException {
    OpenFiles.Handle handle = openFiles.acquire(this, index, Access.READ, worker);
    try {
      calls.call(
          worker,
          "syncing",
          layout.files().get(index),
          () -> {
            handle.file().sync();
            return index;
          });
    } finally {
      openFiles.release(handle);
    }
  }

  private void close(int index, StorageFile file, Worker worker) throws StorageException {
    closing(file, layout.files().get(index), worker);
  }

  private Object closing(StorageFile file, Object subject, Worker worker) throws StorageException {
    return calls.call(
        worker,
        "closing",
        subject,
        () -> {
          file.close();
          return file;
        });
  }

  private Object closeVolume() throws StorageException {
    volume.close();
    return volume;
  }

  private Object link(FileEntry file, List<String> target) throws StorageException {
    volume.link(file.path(), target);
    return file;
  }

  private Object mark(FileEntry file) throws StorageException {
    volume.executable(file.path());
    return file;
  }

  private Object path(Span span) {
    return layout.files().get(span.fileIndex());
  }

  private void quietly(Attempt attempt) {
    try {
      attempt.run();
    } catch (StorageException failed) {
      log.warn("{}", failed.getMessage());
    }
  }

  private interface Attempt {
    void run() throws StorageException;
  }
}
