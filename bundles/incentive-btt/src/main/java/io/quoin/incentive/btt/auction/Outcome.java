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
   * @param limit the most that it pays
   */
  public record Winner<P>(P peer, long price, long limit) {}

  /** Copies the winners. */
  public Outcome {
    winners = List.copyOf(winners);
  }

  /** The lowest limit of a winner; 0 if nobody won. */
  public long lowestLimit() {
    return winners.stream().mapToLong(Winner::limit).min().orElse(0);
  }
}
