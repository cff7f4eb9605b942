package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import java.time.Instant;
import java.util.Optional;

/**
 * How we stand with an address that we pay, over all channels to it.
 *
 * @param payee who
 * @param vouchered what we promised it in all
 * @param settled what we finally settled with it in all
 * @param settling of the rest: in a settlement that is under way
 * @param oldest since when the oldest part of our debt has been owed; empty without a debt
 */
public record PayeeAccount(
    Address payee, long vouchered, long settled, long settling, Optional<Instant> oldest) {

  /**
   * What we have promised and not finally settled.
   *
   * @return base units, 0 or more
   */
  public long debt() {
    return vouchered - settled;
  }
}
