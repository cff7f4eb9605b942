package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;

/**
 * How much of a torrent was there when it last ran.
 *
 * @param totalBytes payload of all pieces; 0 while unknown
 * @param verifiedBytes payload verified and written
 * @param pieces number of pieces; 0 while unknown
 * @param verifiedPieces pieces verified and written
 */
record Extent(long totalBytes, long verifiedBytes, int pieces, int verifiedPieces) {

  static final Extent UNKNOWN = new Extent(0, 0, 0, 0);

  static Extent of(SwarmSnapshot swarm) {
    return new Extent(
        swarm.totalBytes(), swarm.verifiedBytes(), swarm.pieces(), swarm.verifiedPieces());
  }

  boolean complete() {
    return pieces > 0 && verifiedPieces == pieces;
  }
}
