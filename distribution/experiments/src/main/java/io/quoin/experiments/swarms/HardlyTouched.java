package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.number;
import static io.quoin.experiments.swarms.Section.percents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** G2: those who don't pay are hardly touched. */
final class HardlyTouched {
  /** How much later they may be complete, by the percentage that pays. */
  private static final SortedMap<Integer, Double> BARS =
      new TreeMap<>(Map.of(10, 0.10, 25, 0.15, 50, 0.20));

  private static final double FIRST_PIECE_LATER = 0.10;

  /** What is as good as nothing, where nothing is claimed. */
  private static final double NOTHING = 0.02;

  private final Contention contention;

  HardlyTouched(Contention contention) {
    this.contention = contention;
  }

  void describe(Section section) {
    section.text("### G2: those who don't pay");
    section.text(
        "How much later than with the extension off, in the same peers' medians of each seed. A"
            + " stall is a minute or more without a block that was asked for. Where finished peers"
            + " stay nothing is lost in the fluid limit, since those who paid give on what they have"
            + " taken; what is measured is held against 2 %.");
    List<List<String>> rows = new ArrayList<>();
    SortedMap<Double, Double> bars = new TreeMap<>();
    SortedMap<Double, Sample> leaving = new TreeMap<>();
    SortedMap<Double, Sample> staying = new TreeMap<>();
    BARS.forEach(
        (payers, bar) -> {
          double at = payers;
          Contest contest = contention.contest(payers);
          bars.put(at, 100 * bar);
          leaving.put(at, hold(contest, bar, section, rows).times(100));
          staying.put(at, hold(contest.staying(), NOTHING, section, rows).times(100));
        });
    for (int payers : BARS.keySet()) {
      hold(contention.contest(payers).amongStrangers(), BARS.get(payers), section, rows);
      hold(contention.contest(payers).selling(50), BARS.get(payers), section, rows);
    }
    Chart chart =
        new Chart("how much later the others are complete", "percent that pay", "percent");
    chart.bars("bar, when finished peers leave", bars);
    chart.points("finished peers leave", leaving);
    chart.points("finished peers stay", staying);
    section.table(
        List.of(
            "swarm",
            "seeds",
            "complete later by",
            "bar",
            "first piece later by",
            "bar",
            "stalls, on",
            "off",
            "never complete, on",
            "off"),
        rows);
    section.picture("g2-later", "How much later the others are complete", chart.svg());
  }

  private Sample hold(Contest contest, double bar, Section section, List<List<String>> rows) {
    List<Outcome> on = contention.outcomes(contest);
    List<Outcome> off = contention.outcomes(contest.nobodyPays().off());
    off = off.subList(0, on.size());
    Sample complete = delays(contest, on, off, Fate::seconds);
    Sample first = delays(contest, on, off, Fate::firstPiece);
    long stallsOn = count(contest, on, Fate::longStalls);
    long stallsOff = count(contest, off, Fate::longStalls);
    rows.add(
        List.of(
            contest.name(),
            String.valueOf(on.size()),
            percents(complete),
            number(100 * bar, 0) + " %",
            percents(first),
            number(100 * FIRST_PIECE_LATER, 0) + " %",
            String.valueOf(stallsOn),
            String.valueOf(stallsOff),
            String.valueOf(count(contest, on, HardlyTouched::lacking)),
            String.valueOf(count(contest, off, HardlyTouched::lacking))));
    holdAll(contest, bar, section, complete, first, stallsOn, stallsOff);
    return complete;
  }

  private static void holdAll(
      Contest contest,
      double bar,
      Section section,
      Sample complete,
      Sample first,
      long stallsOn,
      long stallsOff) {
    section.verdict(
        new Verdict(
            "G2",
            contest.name() + ": the others are complete later by",
            percents(complete),
            "<= " + number(100 * bar, 0) + " %",
            complete.interval().high() <= bar));
    section.verdict(
        new Verdict(
            "G2",
            contest.name() + ": the others' first piece is later by",
            percents(first),
            "<= " + number(100 * FIRST_PIECE_LATER, 0) + " %",
            first.interval().high() <= FIRST_PIECE_LATER));
    section.verdict(
        new Verdict(
            "G2",
            contest.name() + ": stalls of a minute",
            stallsOn + ", off " + stallsOff,
            "no more than off",
            stallsOn <= stallsOff));
  }

  private static long lacking(Fate fate) {
    return fate.complete() ? 0 : 1;
  }

  private static Sample delays(
      Contest contest, List<Outcome> on, List<Outcome> off, ToDoubleFunction<Fate> seconds) {
    List<Double> delays = new ArrayList<>();
    for (int seed = 0; seed < on.size(); seed++) {
      double with = others(contest, on.get(seed), seconds).median();
      double without = others(contest, off.get(seed), seconds).median();
      delays.add(with / without - 1);
    }
    return Sample.of(delays);
  }

  private static Sample others(Contest contest, Outcome outcome, ToDoubleFunction<Fate> figure) {
    return outcome.of(fate -> fate.rank() >= 0 && !contest.pays(fate.rank()), figure);
  }

  private static long count(
      Contest contest, List<Outcome> outcomes, ToDoubleFunction<Fate> counted) {
    return outcomes.stream()
        .mapToLong(outcome -> (long) others(contest, outcome, counted).sum())
        .sum();
  }
}
