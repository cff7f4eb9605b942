package io.quoin.api.pieces;

import java.util.BitSet;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a store tells its torrent. Every call comes on the loop that was given when the store was
 * opened.
 */
@ConsumerType
public interface PieceStoreEvents {

  /**
   * Data that is there is being verified.
   *
   * @param checked pieces examined so far
   * @param pieces all of them
   */
  void checking(int checked, int pieces);

  /**
   * The store is open.
   *
   * @param store to be used on the loop only, and closed
   * @param verified the pieces that are there; the receiver's own copy
   */
  void opened(PieceStore store, BitSet verified);

  /**
   * A piece is verified and written; others may be told of it.
   *
   * @param piece its index
   * @param digests of its blocks in order, if it had failed before: those that differ from the
   *     failed ones name the peers that sent bad bytes; otherwise empty
   */
  void verified(int piece, List<BlockDigest> digests);

  /**
   * A piece's blocks are all there and its hash is wrong, or some are known to be wrong by
   * themselves.
   *
   * @param failure which, and what is known of its blocks
   */
  void failed(PieceFailure failure);

  /**
   * Memory is free after {@link PieceStore#reserve} had none: it is this torrent's turn. At least 1
   * MiB of room is kept for what is reserved within this call; what is not used goes to the next
   * torrent.
   */
  void roomFreed();

  /**
   * A copy of the record on disk lists every piece, and all data is synced. Comes once, after the
   * last piece, and after {@link #opened} if nothing was missing.
   */
  void completed();

  /**
   * The store closed itself: its files or its provider failed, or storage is stopping. Slots and
   * reads of it are void. Verified pieces stay verified.
   *
   * @param why what happened, to what, and what to do
   */
  void broken(StoreFault why);
}
