package io.quoin.incentive.btt.selling;

import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.wire.BttMessage.Settled;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together what payers say in several messages of one transfer; of each payer the last one
 * that it began. Bounded: the oldest are forgotten.
 */
final class Claims {
  /** The most payers of whom parts are kept. */
  static final int MOST = 64;

  private final Map<Address, Parts> payers = new LinkedHashMap<>();

  private record Parts(TransferId transfer, int total, Set<LaneSettlement> lanes) {

    boolean isOf(Settled message) {
      return transfer.equals(message.transfer()) && total == message.total();
    }
  }

  /** The claim, if this message makes it whole. */
  Optional<SettlementClaim> add(Address payer, Settled message) {
    Parts parts =
        Optional.ofNullable(payers.remove(payer))
            .filter(before -> before.isOf(message))
            .orElseGet(() -> new Parts(message.transfer(), message.total(), new LinkedHashSet<>()));
    parts.lanes().addAll(message.lanes());
    if (parts.lanes().size() >= parts.total()) {
      boolean exact = parts.lanes().size() == parts.total();
      return exact
          ? Optional.of(new SettlementClaim(parts.transfer(), payer, List.copyOf(parts.lanes())))
          : Optional.empty();
    }
    payers.put(payer, parts);
    if (payers.size() > MOST) {
      Iterator<Address> oldest = payers.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return Optional.empty();
  }

  int size() {
    return payers.size();
  }
}
