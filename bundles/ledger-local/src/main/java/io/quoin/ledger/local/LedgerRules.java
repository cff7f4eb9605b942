package io.quoin.ledger.local;

import java.time.Duration;

/**
 * How the ledger treats its accounts.
 *
 * @param finality how long a transfer may still be undone
 * @param freeTransfers that an account has in any 24 hours; {@link Integer#MAX_VALUE} for no limit
 * @param fee of further ones, in coins
 * @param activationFee of one to an address that has no account, instead
 */
public record LedgerRules(Duration finality, int freeTransfers, long fee, long activationFee) {

  /** As on TRON's main network: 57 s, two a day, 0.28 and 1.1 coins of 10^6 units. */
  public static final LedgerRules LIKE_TRON =
      new LedgerRules(Duration.ofSeconds(57), 2, 280_000, 1_100_000);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public LedgerRules {
    if (finality.isNegative() || freeTransfers < 0 || fee < 0 || activationFee < 0) {
      throw new IllegalArgumentException("a ledger's times, counts and fees are not negative");
    }
  }
}
