package io.quoin.storage.store;

import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Crew;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.hash.PieceVerifier;
import io.quoin.storage.hash.Verdict;
import io.quoin.storage.volume.TorrentFiles;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * Hashes data that is there, with several threads at once, in reads of up to 1 MiB. Torrents take
 * turns after each of them. Thread-safe.
 */
public final class Checker {

  private static final int READ = Worker.TRANSFER;

  private final Metainfo metainfo;
  private final Layout layout;
  private final TorrentFiles files;
  private final Crew crew;
  private final Progress progress;
  private final BitSet wanted;
  private final BitSet good = new BitSet();
  private int next;
  private int checked;
  private int working;
  private boolean stopped;

  /** Who is told. Calls come on threads of the crew, those of {@link #checked} one at a time. */
  public interface Progress {

    /**
     * Whether to go on.
     *
     * @return false if no other piece is to be begun
     */
    boolean wanted();

    /**
     * A piece was examined.
     *
     * @param piece its index
     * @param right whether its bytes are right
     * @param checked how many were examined so far
     */
    void checked(int piece, boolean right, int checked);

    /**
     * Comes last, also after a failure.
     *
     * @param good the pieces that are right
     * @param worker the thread that ended last
     */
    void done(BitSet good, Worker worker);

    /**
     * A piece cannot be examined; no other is begun.
     *
     * @param why what happened
     */
    void failed(StorageException why);

    /**
     * Versions 1 and 2 disagree about a piece; no other is begun.
     *
     * @param piece its index
     */
    void disagreement(int piece);
  }

  /**
   * A check that has not begun.
   *
   * @param metainfo what the data must be
   * @param files where it is
   * @param wanted the pieces to examine
   * @param crew whose threads do it
   * @param progress who is told
   */
  public Checker(
      Metainfo metainfo, TorrentFiles files, BitSet wanted, Crew crew, Progress progress) {
    this.metainfo = metainfo;
    this.layout = metainfo.layout();
    this.files = files;
    this.wanted = (BitSet) wanted.clone();
    this.crew = crew;
    this.progress = progress;
  }

  /** Begins. */
  public void start() {
    synchronized (this) {
      working = crew.size();
    }
    for (int i = 0; i < crew.size(); i++) {
      crew.execute(this::turn);
    }
  }

  private synchronized void stop() {
    stopped = true;
  }

  /** Pieces that are read at once. */
  private record Batch(int first, int end) {}

  private void turn(Worker worker) {
    Optional<Batch> batch = claim();
    if (batch.isEmpty()) {
      leave(worker);
      return;
    }
    try {
      check(batch.get(), worker);
    } catch (StorageException failed) {
      stop();
      progress.failed(failed);
    }
    crew.execute(this::turn);
  }

  /** As many wanted pieces in a row as fit into one read. */
  private synchronized Optional<Batch> claim() {
    int first = stopped || !progress.wanted() ? -1 : wanted.nextSetBit(next);
    if (first < 0) {
      return Optional.empty();
    }
    int end = first + 1;
    long bytes = layout.pieceLength(first);
    while (end < layout.pieceCount()
        && wanted.get(end)
        && bytes + layout.pieceLength(end) <= READ) {
      bytes += layout.pieceLength(end++);
    }
    next = end;
    return Optional.of(new Batch(first, end));
  }

  private void leave(Worker worker) {
    BitSet result;
    synchronized (this) {
      if (--working > 0) {
        return;
      }
      result = (BitSet) good.clone();
    }
    progress.done(result, worker);
  }

  private void check(Batch batch, Worker worker) throws StorageException {
    try {
      if (batch.end() - batch.first() == 1) {
        checkOne(batch.first(), worker);
      } else {
        checkSome(batch, worker);
      }
    } catch (StorageException failed) {
      if (failed.code() != StorageException.Code.MISSING) {
        throw failed;
      }
      for (int piece = batch.first(); piece < batch.end(); piece++) {
        tell(piece, false);
      }
    }
  }

  private void checkOne(int piece, Worker worker) throws StorageException {
    PieceVerifier verifier = new PieceVerifier(metainfo, piece, false);
    int length = layout.pieceLength(piece);
    for (int at = 0; at < length; at += READ) {
      ByteBuffer bytes = worker.transfer().limit(Math.min(READ, length - at));
      files.read(position(piece) + at, bytes, worker);
      verifier.update(bytes.flip(), at, worker);
    }
    judge(piece, verifier.verdict(worker));
  }

  private void checkSome(Batch batch, Worker worker) throws StorageException {
    int length = 0;
    for (int piece = batch.first(); piece < batch.end(); piece++) {
      length += layout.pieceLength(piece);
    }
    ByteBuffer bytes = worker.transfer().limit(length);
    files.read(position(batch.first()), bytes, worker);
    int at = 0;
    for (int piece = batch.first(); piece < batch.end(); piece++) {
      PieceVerifier verifier = new PieceVerifier(metainfo, piece, false);
      verifier.update(bytes.slice(at, layout.pieceLength(piece)), 0, worker);
      judge(piece, verifier.verdict(worker));
      at += layout.pieceLength(piece);
    }
  }

  private long position(int piece) {
    return (long) piece * layout.pieceLength();
  }

  private void judge(int piece, Verdict verdict) {
    if (verdict == Verdict.DISAGREE) {
      stop();
      progress.disagreement(piece);
    } else {
      tell(piece, verdict == Verdict.GOOD);
    }
  }

  private synchronized void tell(int piece, boolean right) {
    good.set(piece, right);
    progress.checked(piece, right, ++checked);
  }
}
