package io.quoin.storage.store;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.storage.StorageException;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Crew;
import io.quoin.storage.crew.Job;
import io.quoin.storage.crew.Strand;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.hash.PieceVerifier;
import io.quoin.storage.hash.Verdict;
import io.quoin.storage.volume.TorrentFiles;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * What one lane does for one torrent: it hashes runs, judges pieces and writes windows. Its jobs
 * run one after another; all but the volatile fields belongs to them.
 */
final class StoreLane {

  private final Strand strand;
  private final StoreCore store;
  private final Closing closing;
  private final Ledger ledger;
  private final Metainfo metainfo;
  private final Geometry geometry;
  private final TorrentFiles files;
  private final Deque<Region> lingering = new ArrayDeque<>();
  private LaneAnswers answers;
  private boolean flushPlanned;
  private boolean finished;

  /** The region whose memory is being used now, or null. */
  private volatile Region using;

  /**
   * A run of filled blocks of one piece, in one place.
   *
   * @param source the memory they are in; null if they are on disk
   * @param filledUp the region of the piece that has nothing missing with this run, or null
   * @param endsPiece whether the piece has nothing missing with this run
   */
  record Run(
      Assembly assembly,
      Region source,
      int begin,
      int length,
      Region filledUp,
      boolean endsPiece) {}

  /** What of a piece is to be moved from a region to disk. */
  record Part(Assembly assembly, Ranges ranges) {}

  StoreLane(
      Crew crew,
      StoreCore store,
      Closing closing,
      Ledger ledger,
      TorrentFiles files,
      Geometry geometry) {
    this.strand = new Strand(crew);
    this.store = store;
    this.closing = closing;
    this.ledger = ledger;
    this.files = files;
    this.metainfo = store.metainfo();
    this.geometry = geometry;
  }

  /** Who is told, on the loop; set before the first job. */
  void answerTo(LaneAnswers loop) {
    answers = loop;
  }

  // From the loop.

  void hash(Run run) {
    strand.execute(worker -> guarded(run.source(), () -> hash(run, worker)));
  }

  void flush(Region region) {
    strand.execute(worker -> guarded(region, () -> write(region, worker)));
  }

  void empty(Region region, List<Part> parts) {
    strand.execute(worker -> guarded(region, () -> empty(region, parts, worker)));
  }

  void discard(Assembly assembly) {
    strand.execute(worker -> discard(assembly, worker));
  }

  void expect(Assembly assembly, byte[] leaves) {
    strand.execute(
        worker -> {
          PieceWork work = assembly.work();
          if (!work.settled() && work.verifier().expect(leaves)) {
            tellWrong(assembly, 0, assembly.blocks());
          }
        });
  }

  /**
   * Writes what is verified and does nothing more after that.
   *
   * @param then run at the end
   */
  void finish(Runnable then) {
    strand.execute(
        worker -> {
          while (!lingering.isEmpty()) {
            Region region = lingering.peekFirst();
            guarded(region, () -> write(region, worker));
            lingering.remove(region);
          }
          finished = true;
          then.run();
        });
  }

  /** From any thread. */
  boolean uses(Region region) {
    return using == region;
  }

  // On the lane.

  private interface Work {
    void run() throws StorageException;
  }

  private void guarded(Region region, Work work) {
    using = region;
    try {
      if (!finished && !closing.abandoned()) {
        work.run();
      }
    } catch (StorageException failed) {
      store.fault(Faults.of(failed));
    } finally {
      using = null;
      if (region != null && closing.abandoned()) {
        closing.returned(region);
      }
    }
  }

  private void hash(Run run, Worker worker) throws StorageException {
    PieceWork work = run.assembly().work();
    if (work.settled() || store.hopeless()) {
      return;
    }
    if (run.source() == null) {
      hashFromDisk(run, work, worker);
    } else {
      int from = geometry.offset(work.piece(), run.begin());
      ByteBuffer bytes = run.source().slice(from, run.length());
      files.clearPads(geometry.position(work.piece()) + run.begin(), bytes);
      work.verifier().update(bytes, run.begin(), worker);
      dirty(run.source(), work).add(from, from + run.length());
    }
    int first = run.begin() / Layout.BLOCK;
    int end = (run.begin() + run.length() + Layout.BLOCK - 1) / Layout.BLOCK;
    work.wrong().clear(first, end);
    tellWrong(run.assembly(), first, end);
    if (run.endsPiece() && work.wrong().isEmpty()) {
      judge(run, worker);
    } else if (run.filledUp() != null && geometry.longPieces() && !hasWrong(work, first)) {
      writeDirty(run.filledUp(), work, worker);
      store.box().post(() -> answers.regionWritten(run.filledUp(), run.assembly()));
    }
  }

  /**
   * Tells of blocks that are known to be wrong as soon as they are hashed; with a v1 hash, which
   * goes over all bytes in order, only when the piece is judged.
   */
  private void tellWrong(Assembly assembly, int from, int to) {
    PieceWork work = assembly.work();
    if (!work.verifier().inOrder()) {
      BitSet wrong = work.verifier().wrong(from, to);
      wrong.andNot(work.wrong());
      if (!wrong.isEmpty()) {
        work.wrong().or(wrong);
        List<BlockDigest> digests = work.verifier().digests();
        store.box().post(() -> answers.wrong(assembly, wrong, digests));
      }
    }
  }

  /** Whether the region of a block is to be filled again: the loop has heard of it, or will. */
  private boolean hasWrong(PieceWork work, int block) {
    int region = geometry.region(block);
    int wrong = work.wrong().nextSetBit(geometry.firstBlock(region));
    return wrong >= 0 && wrong < geometry.endBlock(work.piece(), region);
  }

  private void hashFromDisk(Run run, PieceWork work, Worker worker) throws StorageException {
    int end = run.begin() + run.length();
    for (int at = run.begin(); at < end; at += Worker.TRANSFER) {
      ByteBuffer bytes = worker.transfer();
      bytes.limit(Math.min(bytes.capacity(), end - at));
      files.read(geometry.position(work.piece()) + at, bytes, worker);
      work.verifier().update(bytes.flip(), at, worker);
    }
  }

  private void judge(Run run, Worker worker) throws StorageException {
    PieceWork work = run.assembly().work();
    Verdict verdict = work.verifier().verdict(worker);
    switch (verdict) {
      case GOOD -> accept(run, worker);
      case BAD -> reject(run, worker);
      case DISAGREE -> store.fault(Faults.disagreement(metainfo, work.piece()));
    }
  }

  private void accept(Run run, Worker worker) throws StorageException {
    Region region = run.filledUp();
    PieceWork work = run.assembly().work();
    if (geometry.longPieces() || region == null) {
      if (region != null) {
        writeDirty(region, work, worker);
      }
      written(List.of(work));
      work.settle(worker);
      return;
    }
    work.settle(worker);
    region.verified().add(work);
    region.verifiedRanges().addAll(work.dirty());
    if (!geometry.shared()) {
      region.lingering(true);
      write(region, worker);
    } else if (!region.lingering()) {
      region.lingering(true);
      lingering.addLast(region);
      planFlush();
    }
  }

  /** Blocks that are known to be right are kept on disk; else the whole piece is gone. */
  private void reject(Run run, Worker worker) throws StorageException {
    Assembly assembly = run.assembly();
    PieceWork work = assembly.work();
    List<BlockDigest> digests =
        work.verifier().hasDigests()
            ? work.verifier().digests()
            : digests(work, run.filledUp(), worker);
    BitSet wrong = work.verifier().wrong(0, assembly.blocks());
    if (wrong.isEmpty()) {
      work.settle(worker);
    } else {
      if (run.filledUp() != null) {
        writeDirty(run.filledUp(), work, worker);
      }
      work.restart(work.verifier().again());
    }
    store.box().post(() -> answers.failed(assembly, wrong, digests));
  }

  /** Digests of blocks that nobody expected to be wrong: they are read again where they are. */
  private List<BlockDigest> digests(PieceWork work, Region region, Worker worker)
      throws StorageException {
    int piece = work.piece();
    int length = geometry.layout().pieceLength(piece);
    PieceVerifier again = new PieceVerifier(metainfo, piece, true);
    for (int at = 0; at < length; at += Layout.BLOCK) {
      int bytes = Math.min(Layout.BLOCK, length - at);
      int offset = geometry.offset(piece, at);
      boolean here =
          region != null
              && geometry.position(piece) + at >= region.position()
              && dirty(region, work).contains(offset);
      ByteBuffer block = here ? region.slice(offset, bytes) : worker.transfer().limit(bytes);
      if (!here) {
        files.read(geometry.position(piece) + at, block, worker);
        block.flip();
      }
      again.update(block, at, worker);
    }
    List<BlockDigest> digests = again.digests();
    again.drop(worker);
    return digests;
  }

  private void writeDirty(Region region, PieceWork work, Worker worker) throws StorageException {
    Ranges dirty = dirty(region, work);
    dirty.forEach((from, to) -> write(region, from, to, worker));
    dirty.clear();
  }

  /** What was hashed in a region, but for what is verified, and is not on disk. */
  private Ranges dirty(Region region, PieceWork work) {
    return geometry.longPieces() ? region.hashed() : work.dirty();
  }

  /** Writes what is verified in a region. */
  private void write(Region region, Worker worker) throws StorageException {
    if (region.lingering()) {
      region.lingering(false);
      lingering.remove(region);
      region.verifiedRanges().forEach((from, to) -> write(region, from, to, worker));
      region.verifiedRanges().clear();
      List<PieceWork> works = List.copyOf(region.verified());
      region.verified().clear();
      written(works);
    }
  }

  private void write(Region region, int from, int to, Worker worker) throws StorageException {
    files.write(region.position() + from, region.slice(from, to - from), worker);
  }

  private void written(List<PieceWork> works) {
    for (PieceWork work : works) {
      ledger.wrote(work.piece());
    }
    store.box().post(() -> works.forEach(answers::verified));
  }

  private void empty(Region region, List<Part> parts, Worker worker) throws StorageException {
    write(region, worker);
    for (Part part : parts) {
      PieceWork work = part.assembly().work();
      if (!work.settled()) {
        part.ranges().forEach((from, to) -> write(region, from, to, worker));
        dirty(region, work).clear();
      }
    }
    store.box().post(() -> answers.emptied(region));
  }

  private void discard(Assembly assembly, Worker worker) {
    if (!assembly.work().settled()) {
      assembly.work().settle(worker);
    }
    store.box().post(() -> answers.discarded(assembly));
  }

  /** Verified pieces don't wait for long for the others in their window. */
  private void planFlush() {
    if (!flushPlanned) {
      flushPlanned = true;
      Job flush =
          worker -> {
            flushPlanned = false;
            for (Region region : List.copyOf(lingering)) {
              guarded(region, () -> write(region, worker));
            }
          };
      Workshop workshop = store.workshop();
      workshop.keeper().later(workshop.timing().linger(), () -> strand.execute(flush));
    }
  }
}
