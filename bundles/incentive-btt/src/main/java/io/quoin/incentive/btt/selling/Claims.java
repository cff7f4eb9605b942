package io.quoin.incentive.btt.selling;

import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SettlementClaim;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.wire.BttMessage.Settled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what payers say in several messages of one transfer. Bounded. */
final class Claims {
  private static final int MOST = 64;

  private final Map<Key, List<LaneSettlement>> parts = new LinkedHashMap<>();

  private record Key(Address payer, TransferId transfer) {}

  /** The claim, if this message makes it whole. */
  Optional<SettlementClaim> add(Address payer, Settled message) {
    Key key = new Key(payer, message.transfer());
    List<LaneSettlement> lanes = parts.computeIfAbsent(key, k -> new ArrayList<>());
    message.lanes().stream().filter(lane -> !lanes.contains(lane)).forEach(lanes::add);
    if (lanes.size() >= message.total()) {
      parts.remove(key);
      boolean exact = lanes.size() == message.total();
      return exact
          ? Optional.of(new SettlementClaim(message.transfer(), payer, lanes))
          : Optional.empty();
    }
    if (parts.size() > MOST) {
      Iterator<Key> oldest = parts.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return Optional.empty();
  }
}
