package io.quoin.incentive.btt.channel;

import java.time.Duration;

/**
 * How far payers are trusted.
 *
 * @param mostOfOne the highest U
 * @param mostOfAll G
 * @param overdue how long after its oldest voucher a debt makes U 0
 */
public record CreditTerms(long mostOfOne, long mostOfAll, Duration overdue) {
  /** Strangers share this part of G. */
  static final int STRANGERS = 4;

  /** A neighbourhood of strangers has this part of theirs. */
  static final int NEIGHBOURS = 16;

  /** 24 hours until a debt is due, and 24 more. */
  public static final Duration OVERDUE = Duration.ofDays(2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if an amount is negative
   */
  public CreditTerms {
    if (mostOfOne < 0 || mostOfAll < 0) {
      throw new IllegalArgumentException("a credit is 0 or more base units");
    }
  }
}
