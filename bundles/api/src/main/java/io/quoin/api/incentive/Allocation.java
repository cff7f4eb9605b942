package io.quoin.api.incentive;

import java.util.Map;

/**
 * What every peer gets until the next round. Peers that are not named are left to the engine's
 * tit-for-tat; entries that are not renewed for 30 s age out to it too.
 *
 * @param shares by peer. A connection to a peer that is named stays also when both sides have
 *     everything
 * @param freePercent how much of what an upload limit lets pass goes at least to peers whose class
 *     is not {@link UploadClass#PAID}, while some of them and some paid ones wait; 0 to 100. With 0
 *     weights alone decide. Has no effect where no upload limit is set
 */
public record Allocation(Map<IncentivePeer, PeerShare> shares, int freePercent) {

  /** Everything is left to the engine. */
  public static final Allocation NONE = new Allocation(Map.of());

  /**
   * Copies the shares and checks the range.
   *
   * @throws IllegalArgumentException if the percentage is out of range
   */
  public Allocation {
    shares = Map.copyOf(shares);
    if (freePercent < 0 || freePercent > 100) {
      throw new IllegalArgumentException("a percentage is 0 to 100, not " + freePercent);
    }
  }

  /**
   * An allocation in which weights alone decide.
   *
   * @param shares by peer
   */
  public Allocation(Map<IncentivePeer, PeerShare> shares) {
    this(shares, 0);
  }
}
