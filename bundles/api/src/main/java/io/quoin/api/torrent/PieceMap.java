package io.quoin.api.torrent;

import java.util.BitSet;

/**
 * Which pieces of a torrent are there, and how many connected peers have each.
 *
 * @param pieces how many there are; 0 until the metadata is known
 * @param verified indices of the pieces that are verified and written; the receiver's own copy
 * @param availability connected peers by piece; empty while the torrent does not run; the
 *     receiver's own copy
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
public record PieceMap(int pieces, BitSet verified, int[] availability) {

  /**
   * Of a torrent of which nothing is known.
   *
   * @return no piece
   */
  public static PieceMap unknown() {
    return new PieceMap(0, new BitSet(), new int[0]);
  }
}
