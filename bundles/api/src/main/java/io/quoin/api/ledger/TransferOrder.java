package io.quoin.api.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A transfer that is wanted.
 *
 * @param from who pays
 * @param signer who signs: the payer itself, or a key that may spend for it
 * @param to who is paid
 * @param amount base units, at least 1
 * @param timestamp when it was ordered, in whole milliseconds; two orders of one payer never have
 *     the same, or the second would be taken for the first
 * @param expiration from when on the ledger refuses it; at most 24 hours after the timestamp
 */
public record TransferOrder(
    Address from, Address signer, Address to, long amount, Instant timestamp, Instant expiration) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public TransferOrder {
    if (amount < 1) {
      throw new IllegalArgumentException("a transfer is of at least 1 base unit, not " + amount);
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException("a transfer goes from " + from + " to itself");
    }
    if (!wholeMillis(timestamp) || !wholeMillis(expiration)) {
      throw new IllegalArgumentException("a ledger's times are whole milliseconds");
    }
    if (!expiration.isAfter(timestamp)) {
      throw new IllegalArgumentException("a transfer expires after it is ordered");
    }
  }

  private static boolean wholeMillis(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
