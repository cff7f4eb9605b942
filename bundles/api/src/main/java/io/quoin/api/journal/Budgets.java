package io.quoin.api.journal;

/**
 * The most that may be promised; {@link Long#MAX_VALUE} for no limit. What is promised uses them up
 * at once and for good.
 *
 * @param payee to one address
 * @param torrent for one torrent
 * @param day on one day, UTC
 * @param total ever
 */
public record Budgets(long payee, long torrent, long day, long total) {

  /** Nothing may be promised. */
  public static final Budgets NOTHING = new Budgets(0, 0, 0, 0);

  /** Anything may be promised. */
  public static final Budgets UNLIMITED =
      new Budgets(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Budgets {
    if (payee < 0 || torrent < 0 || day < 0 || total < 0) {
      throw new IllegalArgumentException("a budget is 0 or more base units");
    }
  }
}
