package io.quoin.storage.store;

import io.quoin.api.pieces.PieceStoreEvents;
import io.quoin.api.pieces.PieceStores.Opening;
import io.quoin.api.pieces.StoreFault;
import io.quoin.api.pieces.StoreOrder;
import io.quoin.api.storage.StorageException;
import io.quoin.api.storage.StorageProvider;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.record.RecordFile;
import io.quoin.storage.record.ResumeRecord;
import io.quoin.storage.volume.TorrentFiles;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one torrent's pieces, step by step on the desk: lock the record, open the volume, decide
 * what to believe, check the rest, say on record that the torrent is open. Afterwards it is what
 * {@link Stores} knows of the store: the way to end it.
 */
final class StoreOpening implements Opening {

  private static final Logger log = LoggerFactory.getLogger(StoreOpening.class);

  private final Stores stores;
  private final StoreCore core;
  private final PieceStoreEvents events;
  private final Metainfo metainfo;
  private final Geometry geometry;
  private final Closing closing;
  private volatile boolean cancelled;

  /** Set on the loop. */
  private volatile TorrentStore store;

  // On the desk.
  private Optional<RecordFile> record = Optional.empty();
  private Optional<TorrentFiles> files = Optional.empty();
  private Optional<Ledger> ledger = Optional.empty();

  StoreOpening(Stores stores, StoreOrder order, Executor loop, PieceStoreEvents events) {
    this.stores = stores;
    this.core =
        new StoreCore(
            order,
            stores.workshop(),
            loop,
            (fault, words) -> stores.blame(order.provider(), fault, words),
            this::broke);
    this.events = events;
    this.metainfo = order.metainfo();
    this.geometry = new Geometry(metainfo.layout());
    this.closing = new Closing(stores.workshop().windows(), this::closeOnDesk);
    core.closing(closing);
  }

  StoreOrder order() {
    return core.order();
  }

  void start() {
    core.desk().execute(this::open);
  }

  @Override
  public void cancel() {
    cancelled = true;
    if (store == null) {
      closing.start();
    }
  }

  /** Breaks the store, or the opening. From any thread. */
  void fault(StoreFault why) {
    core.fault(why);
  }

  /**
   * Ends the store even if its loop does not run any more; completes when nothing is left of it.
   */
  CompletableFuture<Void> end(StoreFault why) {
    core.fault(why);
    closing.start();
    return closing.done();
  }

  /** After storage has stopped, on the thread whose call to the provider returned last. */
  private void closeOnDesk() {
    if (!core.desk().execute(this::close)) {
      close(new Worker());
    }
  }

  // On the loop.

  private void broke(StoreFault why) {
    if (store != null) {
      store.broke(why);
    } else if (!cancelled) {
      cancelled = true;
      events.broken(why);
      closing.start();
    }
  }

  private void opened(TorrentStore opened, BitSet verified) {
    if (!cancelled) {
      store = opened;
      events.opened(opened, verified);
    }
  }

  private void checking(int checked) {
    if (!cancelled) {
      events.checking(checked, metainfo.layout().pieceCount());
    }
  }

  private void completed() {
    if (store != null) {
      store.completed();
    }
  }

  // On the desk.

  private void open(Worker worker) {
    if (core.ending()) {
      return;
    }
    Optional<StorageProvider> provider = stores.providers().find(core.order().provider());
    if (provider.isEmpty()) {
      core.fault(Providers.missing(core.order().provider()));
    } else if (!metainfo.hasV1() && !metainfo.missingPieceLayers().isEmpty()) {
      core.fault(
          new StoreFault(
              StoreFault.Code.MISSING,
              "The piece hashes of '"
                  + metainfo.name()
                  + "' are not known; fetch them from peers first, or use the torrent file"));
    } else {
      stores.enter(this).ifPresentOrElse(this::waitFor, () -> open(provider.get(), worker));
    }
  }

  /** Another has the record: if it is closing this one is next. */
  private void waitFor(StoreOpening other) {
    if (other.closing.abandoned()) {
      core.fault(
          new StoreFault(
              StoreFault.Code.HANGS,
              "The storage provider '"
                  + core.order().provider()
                  + "' still holds on to '"
                  + metainfo.name()
                  + "'; wait for it, or restart"));
    } else if (other.closing.started()) {
      other.closing.done().thenRun(this::start);
    } else {
      core.fault(inUse("this one, too"));
    }
  }

  private void open(StorageProvider provider, Worker worker) {
    try {
      record =
          core.calls()
              .call(
                  worker,
                  "locking",
                  core.order().record(),
                  () -> RecordFile.open(core.order().record(), core.workshop().disk()));
      if (record.isEmpty()) {
        core.fault(inUse("another process"));
        return;
      }
      TorrentFiles opened =
          new TorrentFiles(
              metainfo.layout(),
              core.calls().open(provider, core.order().directory(), worker),
              core.calls(),
              core.workshop().openFiles(),
              core.desk());
      files = Optional.of(opened);
      look(opened, record.get(), worker);
    } catch (StorageException failed) {
      core.fault(Faults.of(failed));
    }
  }

  private StoreFault inUse(String who) {
    return new StoreFault(
        StoreFault.Code.IN_USE,
        "The record '"
            + core.order().record()
            + "' of '"
            + metainfo.name()
            + "' is used by "
            + who
            + "; stop the torrent there first");
  }

  private void look(TorrentFiles opened, RecordFile locked, Worker worker) throws StorageException {
    var stamps = opened.stamps(worker);
    opened.makeEmptyFiles(stamps, worker);
    Optional<ResumeRecord> known =
        locked
            .read()
            .flatMap(
                bytes ->
                    ResumeRecord.decode(
                        bytes,
                        core.order().id(),
                        metainfo.layout().files().size(),
                        metainfo.layout().pieceCount()));
    Belief belief = Belief.of(core.order().mode(), metainfo, stamps, known);
    if (belief.toCheck().isEmpty()) {
      finish(belief.believed(), belief.upToDate(), worker);
    } else {
      check(belief, opened);
    }
  }

  private void check(Belief belief, TorrentFiles opened) {
    int first = metainfo.layout().pieceCount() - belief.toCheck().cardinality();
    core.box().post(() -> checking(first));
    Checker checker =
        new Checker(
            metainfo,
            opened,
            belief.toCheck(),
            core.workshop().checkers(),
            new CheckProgress(
                core,
                checked -> checking(first + checked),
                good -> core.desk().execute(worker -> checked(belief, good, worker))));
    checker.start();
  }

  private void checked(Belief belief, BitSet good, Worker worker) {
    try {
      good.stream().forEach(files.orElseThrow()::distrust);
      BitSet verified = belief.believed();
      verified.or(good);
      finish(verified, false, worker);
    } catch (StorageException failed) {
      core.fault(Faults.of(failed));
    }
  }

  private void finish(BitSet verified, boolean upToDate, Worker worker) throws StorageException {
    if (core.ending()) {
      return;
    }
    Ledger book =
        new Ledger(
            core, record.orElseThrow(), files.orElseThrow(), verified, upToDate, this::completed);
    ledger = Optional.of(book);
    book.open(worker);
    List<StoreLane> lanes =
        core.workshop().lanes().stream()
            .map(crew -> new StoreLane(crew, core, closing, book, files.orElseThrow(), geometry))
            .toList();
    if (closing.open(lanes)) {
      Reads reads = new Reads(core, files.orElseThrow(), geometry);
      TorrentStore opened =
          new TorrentStore(core, events, geometry, lanes, reads, closing, verified);
      lanes.forEach(lane -> lane.answerTo(opened));
      core.box().post(() -> opened(opened, verified));
      book.recordIfComplete(worker);
    }
  }

  private void close(Worker worker) {
    try {
      if (ledger.isPresent()) {
        ledger.get().close(worker);
      }
    } catch (StorageException failed) {
      log.warn("'{}' was not closed cleanly: {}", metainfo.name(), failed.getMessage());
    }
    files.ifPresent(opened -> opened.close(worker));
    try {
      if (record.isPresent()) {
        record.get().close();
      }
    } catch (StorageException failed) {
      log.warn("{}", failed.getMessage());
    }
    stores.leave(this);
    closing.complete();
  }
}
