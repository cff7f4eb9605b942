package io.quoin.incentive.btt.auction;

import java.math.BigInteger;

/**
 * What a seller asks for at least: a tenth more after a full round, a twentieth less after an idle
 * one, at least one step either way, within its bounds. It never rises beyond what those pay who
 * have just won: the next auction would be empty.
 *
 * @param price base units per GiB
 * @param reserve the lowest
 * @param ceiling the highest
 */
public record AskPrice(long price, long reserve, long ceiling) {

  /** Keeps the price within its bounds. */
  public AskPrice {
    if (reserve < 1 || ceiling < reserve) {
      throw new IllegalArgumentException(
          "a reserve of " + reserve + " and a ceiling of " + ceiling + " leave no price");
    }
    price = Math.max(reserve, Math.min(ceiling, price));
  }

  /**
   * After a round in which every paid place was taken and somebody lost.
   *
   * @param lowestLimit of those who won
   */
  public AskPrice afterFullRound(long lowestLimit) {
    long raised = Math.max(scaled(11, 10), price + 1);
    return at(Math.max(price, Math.min(raised, lowestLimit)));
  }

  /** After a round in which nobody paid. */
  public AskPrice afterIdleRound() {
    return at(Math.min(scaled(95, 100), price - 1));
  }

  private AskPrice at(long changed) {
    return new AskPrice(Math.max(reserve, changed), reserve, ceiling);
  }

  private long scaled(int by, int of) {
    return BigInteger.valueOf(price)
        .multiply(BigInteger.valueOf(by))
        .divide(BigInteger.valueOf(of))
        .min(BigInteger.valueOf(ceiling))
        .longValue();
  }
}
