package io.quoin.incentive.btt.auction;

import java.util.List;

/**
 * What came of an auction.
 *
 * @param winners in their order
 * @param contended whether more bid than there were places for
 */
public record Outcome<P>(List<Winner<P>> winners, boolean contended) {

  /**
   * Who has won.
   *
   * @param peer the bidder
   * @param price base units per GiB, never above its limit
   */
  public record Winner<P>(P peer, long price) {}

  /** Copies the winners. */
  public Outcome {
    winners = List.copyOf(winners);
  }
}
