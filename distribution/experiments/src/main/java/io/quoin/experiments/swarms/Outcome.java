package io.quoin.experiments.swarms;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What became of a swarm.
 *
 * @param fates of all peers
 * @param audit of the books
 */
record Outcome(List<Fate> fates, Audit audit) {

  Outcome {
    fates = List.copyOf(fates);
  }

  /** A figure of those peers that are meant. */
  Sample of(Predicate<Fate> who, ToDoubleFunction<Fate> figure) {
    return Sample.of(fates.stream().filter(who).mapToDouble(figure));
  }

  Sample of(Role role, ToDoubleFunction<Fate> figure) {
    return of(fate -> fate.role() == role, figure);
  }

  /** How much faster the payers' median is than the others'. */
  double payersOverOthers() {
    return of(Role.PAYER, Fate::speed).median() / of(Role.OTHER, Fate::speed).median();
  }

  /** What of all that was sent was paid for. */
  double paidShare() {
    double paid = of(fate -> true, fate -> fate.result().sentPaid()).sum();
    return paid / of(fate -> true, fate -> fate.result().sent()).sum();
  }
}
