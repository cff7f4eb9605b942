package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import java.time.Instant;
import java.util.Optional;

/**
 * How an address that pays us stands, over all its channels.
 *
 * @param payer who
 * @param vouchered what it promised us in all
 * @param settled what it finally settled with us in all
 * @param settledRecently of that: in the last 90 days
 * @param oldest since when the oldest part of its debt has been owed; empty without a debt
 * @param lost how much of its debt was given up; it is still owed
 * @param writeOff how many unvouchered bytes may still be forgiven it
 */
public record PayerAccount(
    Address payer,
    long vouchered,
    long settled,
    long settledRecently,
    Optional<Instant> oldest,
    long lost,
    long writeOff) {

  /**
   * What it has promised and not finally settled.
   *
   * @return base units, 0 or more
   */
  public long debt() {
    return vouchered - settled;
  }
}
