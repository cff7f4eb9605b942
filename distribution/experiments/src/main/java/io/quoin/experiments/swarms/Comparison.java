package io.quoin.experiments.swarms;

import io.quoin.experiments.statistics.Ratios;
import java.util.ArrayList;
import java.util.List;

/**
 * An arm and the same swarms without the incentive, seed by seed.
 *
 * @param arm with the incentive
 * @param on what came of it
 * @param off what came of it without
 */
record Comparison(Arm arm, List<Run> on, List<Run> off) {

  Comparison {
    on = List.copyOf(on);
    off = List.copyOf(off);
  }

  /** Payers' median speed over others'. */
  Ratios payersOverOthers() {
    return new Ratios(on.stream().map(Run::payersOverOthers).toList());
  }

  /** Others' median time with the incentive, over that without. */
  Ratios othersTime() {
    return pairs(Run::othersTime);
  }

  /** The same for the time until their first piece. */
  Ratios othersFirstPiece() {
    return pairs(Run::othersFirstPiece);
  }

  private interface Figure {
    double of(Run run);
  }

  private Ratios pairs(Figure figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < on.size(); i++) {
      ratios.add(figure.of(on.get(i)) / figure.of(off.get(i)));
    }
    return new Ratios(ratios);
  }

  double paidShare() {
    return on.stream().mapToDouble(Run::paidShare).average().orElse(0);
  }

  long longStalls(List<Run> runs) {
    return runs.stream().mapToLong(Run::longStalls).sum();
  }

  /** Runs in which somebody never got everything. */
  long incomplete() {
    return on.stream().filter(run -> !run.complete()).count();
  }

  boolean conserved() {
    return on.stream().allMatch(Run::conserved);
  }
}
