package io.quoin.storage.store;

import io.quoin.api.pieces.BlockDigest;
import java.util.BitSet;
import java.util.List;

/** What a lane tells the loop. */
interface LaneAnswers {

  /** A piece is right and on disk. */
  void verified(PieceWork work);

  /** Blocks of a piece on its way are wrong, the others not affected. */
  void wrong(Assembly assembly, BitSet wrong, List<BlockDigest> digests);

  /**
   * A piece is wrong. Where no block is known to be wrong all are gone, else the others are on
   * disk.
   */
  void failed(Assembly assembly, BitSet wrong, List<BlockDigest> digests);

  /** All of a long piece's region is on disk. */
  void regionWritten(Region region, Assembly assembly);

  /** What a region held is on disk, as {@link StoreLane#empty} was told. */
  void emptied(Region region);

  /** Nothing of an attempt is used any more. */
  void discarded(Assembly assembly);
}
