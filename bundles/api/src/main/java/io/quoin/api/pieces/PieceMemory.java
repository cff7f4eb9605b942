package io.quoin.api.pieces;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How much of the budget of piece memory is taken: a service of storage for whoever watches it.
 * Counted where memory is taken, over all torrents.
 */
@ProviderType
public interface PieceMemory {

  /**
   * How it stands now. From any thread; costs nothing.
   *
   * @return a snapshot
   */
  Usage usage();

  /**
   * The budget at one moment, in bytes.
   *
   * @param budget what may be taken
   * @param taken of it: by blocks that were asked for or are not written yet
   * @param peak the most that was taken at once since storage started
   */
  record Usage(long budget, long taken, long peak) {}
}
