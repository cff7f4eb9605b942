package io.quoin.storage.store;

import io.quoin.metainfo.Metainfo;
import io.quoin.storage.crew.Worker;
import io.quoin.storage.hash.PieceVerifier;
import java.util.BitSet;

/** A lane's part of one attempt at one piece. */
final class PieceWork {

  private final int piece;
  private final Ranges dirty = new Ranges();
  private PieceVerifier verifier;
  private final BitSet wrong = new BitSet(0);
  private boolean settled;

  /**
   * Starts an attempt.
   *
   * @param suspect whether the piece failed before, so that the digests of its blocks are wanted
   */
  PieceWork(Metainfo metainfo, int piece, boolean suspect) {
    this.piece = piece;
    this.verifier = new PieceVerifier(metainfo, piece, suspect);
  }

  int piece() {
    return piece;
  }

  PieceVerifier verifier() {
    return verifier;
  }

  /** Starts hashing anew; what must be of the blocks is not forgotten. */
  void restart(PieceVerifier fresh) {
    verifier = fresh;
    dirty.clear();
  }

  /** What was hashed of a short piece in its present region and is not on disk. */
  Ranges dirty() {
    return dirty;
  }

  /** Blocks that the loop was told are wrong, and that have not come again. */
  BitSet wrong() {
    return wrong;
  }

  /** Whether it was verified, failed or given up: what still comes of it is void. */
  boolean settled() {
    return settled;
  }

  void settle(Worker worker) {
    settled = true;
    verifier.drop(worker);
  }
}
