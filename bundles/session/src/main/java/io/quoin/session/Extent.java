package io.quoin.session;

import io.quoin.api.engine.SwarmSnapshot;

/**
 * How much of a torrent was there when it last ran.
 *
 * @param totalBytes payload of all pieces; 0 while unknown
 * @param verifiedBytes payload verified and written
 * @param wantedBytes payload of the pieces that are wanted; 0 while unknown
 * @param missingBytes of those: not verified
 * @param pieces number of pieces; 0 while unknown
 * @param verifiedPieces pieces verified and written
 */
record Extent(
    long totalBytes,
    long verifiedBytes,
    long wantedBytes,
    long missingBytes,
    int pieces,
    int verifiedPieces) {

  static final Extent UNKNOWN = new Extent(0, 0, 0, 0, 0, 0);

  static Extent of(SwarmSnapshot swarm) {
    return new Extent(
        swarm.totalBytes(),
        swarm.verifiedBytes(),
        swarm.wantedBytes(),
        swarm.missingBytes(),
        swarm.pieces(),
        swarm.verifiedPieces());
  }

  /** Whether nothing is missing that is wanted. */
  boolean done() {
    return pieces > 0 && missingBytes == 0;
  }
}
