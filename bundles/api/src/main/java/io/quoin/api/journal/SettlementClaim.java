package io.quoin.api.journal;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import java.util.List;

/**
 * What a payer says it has paid us.
 *
 * @param transfer with which transfer
 * @param payer who says so
 * @param lanes what it settles; each lane once, at most {@value #MOST_LANES}
 */
public record SettlementClaim(TransferId transfer, Address payer, List<LaneSettlement> lanes) {

  /** The most lanes of one claim. */
  public static final int MOST_LANES = 1024;

  /**
   * Copies the lanes.
   *
   * @throws IllegalArgumentException if there are none or too many
   */
  public SettlementClaim {
    lanes = List.copyOf(lanes);
    if (lanes.isEmpty() || lanes.size() > MOST_LANES) {
      throw new IllegalArgumentException(
          "a settlement is of 1 to " + MOST_LANES + " lanes, not " + lanes.size());
    }
  }
}
