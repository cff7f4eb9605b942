package io.quoin.api.journal;

/**
 * How far the budgets that bear on one address and one torrent are used up.
 *
 * @param limits the budgets
 * @param used what was promised to this address, for this torrent, today and ever
 * @param committed what is promised to anybody and not finally settled: so much of the balance is
 *     spoken for
 */
public record BudgetUse(Budgets limits, Budgets used, long committed) {

  /**
   * How much may still be promised to this address for this torrent today.
   *
   * @return base units, 0 or more
   */
  public long room() {
    long room = limits.payee() - used.payee();
    room = Math.min(room, limits.torrent() - used.torrent());
    room = Math.min(room, limits.day() - used.day());
    room = Math.min(room, limits.total() - used.total());
    return Math.max(0, room);
  }
}
