package io.quoin.api.pieces;

import java.util.BitSet;
import java.util.List;

/**
 * A piece whose hash is wrong, or blocks of it that are.
 *
 * @param piece its index
 * @param wrong blocks known to be wrong (BEP 52 leaf hashes); the others are kept and need not be
 *     fetched again. Empty if that is not known: then all blocks are gone
 * @param digests of all blocks in order as they arrived, to be compared once the piece verifies;
 *     zeros for those that have not arrived
 */
public record PieceFailure(int piece, BitSet wrong, List<BlockDigest> digests) {

  /** Copies what it is given. */
  public PieceFailure {
    wrong = (BitSet) wrong.clone();
    digests = List.copyOf(digests);
  }

  @Override
  public BitSet wrong() {
    return (BitSet) wrong.clone();
  }
}
