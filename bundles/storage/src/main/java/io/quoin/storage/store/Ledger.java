package io.quoin.storage.store;

import io.quoin.api.storage.FileStamp;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Layout;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.record.RecordFile;
import io.quoin.storage.record.ResumeRecord;
import io.quoin.storage.volume.TorrentFiles;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pieces are on disk, and the record of it. What the record lists was synced before it was
 * listed. Lanes add pieces; the desk writes the record a little later, at once when much has come
 * or nothing is missing any more.
 */
final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private final StoreCore core;
  private final RecordFile record;
  private final TorrentFiles files;
  private final Runnable onComplete;
  private final int pieces;
  private final BitSet written;
  private int missing;
  private long unrecorded;
  private boolean planned;
  private boolean due;

  /** On the desk: whether the record on disk says what is so. */
  private boolean upToDate;

  private boolean completed;

  /**
   * A ledger of what was there when the store was opened.
   *
   * @param written the pieces that are on disk
   * @param upToDate whether the record on disk is clean and says just that
   * @param onComplete told, on the loop, when every piece is on record
   */
  Ledger(
      StoreCore core,
      RecordFile record,
      TorrentFiles files,
      BitSet written,
      boolean upToDate,
      Runnable onComplete) {
    this.core = core;
    this.record = record;
    this.files = files;
    this.onComplete = onComplete;
    this.pieces = core.metainfo().layout().pieceCount();
    this.written = (BitSet) written.clone();
    this.missing = pieces - written.cardinality();
    this.upToDate = upToDate;
  }

  /** A piece is verified, and on disk. From any storage thread. */
  void wrote(int piece) {
    Layout layout = core.metainfo().layout();
    synchronized (this) {
      if (written.get(piece)) {
        return;
      }
      written.set(piece);
      missing--;
      unrecorded += layout.pieceLength(piece);
      if (missing == 0 || unrecorded >= core.workshop().timing().recordBytes()) {
        plan();
      } else if (!planned) {
        planned = true;
        core.workshop().keeper().later(core.workshop().timing().recordEvery(), this::planned);
      }
    }
  }

  /** On the desk, before anything is written: a record that says that the torrent is open. */
  void open(Worker worker) throws StorageException {
    if (missing() > 0) {
      record(false, worker);
    }
  }

  /** On the desk: if nothing is missing that is put on record and told. */
  void recordIfComplete(Worker worker) throws StorageException {
    if (missing() == 0 && (upToDate || record(false, worker))) {
      complete(worker);
    }
  }

  /** On the desk, after the last write: a clean record. */
  void close(Worker worker) throws StorageException {
    if (!upToDate) {
      record(true, worker);
    }
  }

  private synchronized int missing() {
    return missing;
  }

  private synchronized void planned() {
    planned = false;
    if (unrecorded > 0) {
      plan();
    }
  }

  private void plan() {
    if (!due) {
      due = true;
      core.desk().execute(this::recordNow);
    }
  }

  private void recordNow(Worker worker) {
    synchronized (this) {
      due = false;
    }
    if (core.broken()) {
      return;
    }
    try {
      if (record(false, worker)) {
        complete(worker);
      }
    } catch (StorageException failed) {
      core.fault(Faults.of(failed));
    }
  }

  /** True if it lists every piece. */
  private boolean record(boolean clean, Worker worker) throws StorageException {
    BitSet listed;
    synchronized (this) {
      listed = (BitSet) written.clone();
      unrecorded = 0;
    }
    files.sync(worker);
    List<Optional<FileStamp>> stamps = clean ? files.stamps(worker) : List.of();
    byte[] bytes = new ResumeRecord(core.order().id(), clean, stamps, pieces, listed).encode();
    core.calls().call(worker, "writing", record, () -> record.write(bytes));
    upToDate = clean;
    return listed.cardinality() == pieces;
  }

  private void complete(Worker worker) {
    if (!completed) {
      completed = true;
      try {
        files.finish(worker);
      } catch (StorageException cosmetic) {
        log.warn("{}", cosmetic.getMessage());
      }
      core.box().post(onComplete);
    }
  }
}
