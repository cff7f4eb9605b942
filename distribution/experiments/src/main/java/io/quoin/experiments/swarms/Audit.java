package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found in the books of a run, or of several.
 *
 * @param runs how many
 * @param looks how often sums were compared
 * @param transfers on the ledger
 * @param promised in vouchers, base units
 * @param accepted of that by those to whom it was promised
 * @param moved by transfers that became final, base units
 * @param fees in the network's own coin, apart from the tokens
 * @param faults what did not agree, in words
 */
record Audit(
    int runs,
    long looks,
    long transfers,
    long promised,
    long accepted,
    long moved,
    long fees,
    List<String> faults) {

  static final Audit NONE = new Audit(0, 0, 0, 0, 0, 0, 0, List.of());

  Audit {
    faults = List.copyOf(faults);
  }

  Audit and(Audit other) {
    List<String> all = new ArrayList<>(faults);
    all.addAll(other.faults);
    return new Audit(
        runs + other.runs,
        looks + other.looks,
        transfers + other.transfers,
        promised + other.promised,
        accepted + other.accepted,
        moved + other.moved,
        fees + other.fees,
        all);
  }
}
