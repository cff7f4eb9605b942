package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.figure;
import static io.quoin.experiments.swarms.Section.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** G1: those who pay are served sooner. */
final class ServedSooner {
  /** What the ratio must be at least, by the percentage that pays. */
  static final SortedMap<Integer, Double> BARS = new TreeMap<>(Map.of(10, 1.7, 25, 1.5, 50, 1.2));

  private static final String HALF = "half sell";

  private final Contention contention;

  ServedSooner(Contention contention) {
    this.contention = contention;
  }

  private static Map<String, UnaryOperator<Contest>> variants() {
    Map<String, UnaryOperator<Contest>> variants = new LinkedHashMap<>();
    variants.put("all sell, known to each other", contest -> contest);
    variants.put("strangers", Contest::amongStrangers);
    variants.put(HALF, contest -> contest.selling(50));
    return variants;
  }

  void describe(Section section) {
    section.text("### G1: those who pay are served sooner");
    section.text(
        "Speed is size by time from arrival to completion, in MiB/s; the ratio is the payers'"
            + " median over the others' in the same run; shown is the mean over the seeds and its"
            + " 95 % interval, whose lower end is held against the bar.");
    section.text(
        "Strangers buy from four sellers at a time, as the bundle has it by default, so that a buyer"
            + " never has more debts to settle than it can. A paid place of a peer that is not a seed"
            + " is worth a fifth of its upload, 0.1 MiB/s: four of them come to 1.7 times what others"
            + " have if no moment goes by without a lease, and every search for a seller with room"
            + " costs some. Those who know each other show what there is without that limit.");
    List<List<String>> rows = new ArrayList<>();
    Chart chart = new Chart("payers' median speed over the others'", "percent that pay", "ratio");
    SortedMap<Double, Double> bars = new TreeMap<>();
    BARS.forEach((payers, bar) -> bars.put((double) payers, bar));
    chart.bars("bar", bars);
    variants()
        .forEach(
            (name, variant) -> {
              SortedMap<Double, Sample> ratios = new TreeMap<>();
              for (int payers : BARS.keySet()) {
                Contest contest = variant.apply(contention.contest(payers));
                ratios.put((double) payers, hold(section, rows, name, contest));
              }
              chart.points(name, ratios);
            });
    section.table(
        List.of(
            "", "pay", "seeds", "payers", "others", "ratio", "bar", "paid, of all that was sent"),
        rows);
    section.picture("g1-ratio", "Payers' median speed over the others'", chart.svg());
    speeds(section);
  }

  private Sample hold(Section section, List<List<String>> rows, String name, Contest contest) {
    List<Outcome> outcomes = contention.outcomes(contest);
    Sample ratios = ratios(outcomes);
    double bar = BARS.get(contest.payers());
    boolean barred = !name.equals(HALF);
    rows.add(
        List.of(
            name,
            contest.payers() + " %",
            String.valueOf(outcomes.size()),
            number(of(outcomes, o -> o.of(Role.PAYER, Fate::speed).median()).mean(), 3),
            number(of(outcomes, o -> o.of(Role.OTHER, Fate::speed).median()).mean(), 3),
            figure(ratios, 2),
            barred ? number(bar, 1) : "none",
            number(100 * of(outcomes, Outcome::paidShare).mean(), 1) + " %"));
    if (barred) {
      section.verdict(
          new Verdict(
              "G1",
              contest.payers() + " % pay, " + name,
              figure(ratios, 2),
              ">= " + number(bar, 1),
              ratios.interval().low() >= bar));
    }
    return ratios;
  }

  private static Sample ratios(List<Outcome> outcomes) {
    return of(outcomes, Outcome::payersOverOthers);
  }

  private static Sample of(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    return Sample.of(outcomes.stream().mapToDouble(figure));
  }

  private void speeds(Section section) {
    Chart chart = new Chart("speeds with 25 % payers, all seeds", "MiB/s", "part of the peers");
    Contest contest = contention.contest(25);
    chart.distribution("payers", all(contest, Role.PAYER));
    chart.distribution("others", all(contest, Role.OTHER));
    chart.distribution("everybody, off", all(contention.contest(0).off(), Role.OTHER));
    section.picture("g1-speeds", "Distribution of speeds", chart.svg());
  }

  private Sample all(Contest contest, Role role) {
    return Sample.of(
        contention.outcomes(contest).stream()
            .flatMap(outcome -> outcome.fates().stream())
            .filter(fate -> fate.role() == role)
            .mapToDouble(Fate::speed));
  }
}
