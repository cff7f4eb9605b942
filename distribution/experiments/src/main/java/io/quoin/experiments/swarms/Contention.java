package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.figure;
import static io.quoin.experiments.swarms.Section.number;
import static io.quoin.experiments.swarms.Section.percents;

import io.quoin.experiments.swarms.Lab.Runs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * G1, paying works when the swarm is contended, and G2, it hardly touches those who don't pay: the
 * same swarms show both.
 */
final class Contention implements Claim {
  private static final int[] PAYERS = {10, 25, 50};
  private static final double[] FASTER = {1.7, 1.5, 1.2};
  private static final double[] LATER = {0.10, 0.15, 0.20};
  private static final double FIRST_PIECE_LATER = 0.10;

  /** What is as good as nothing, where nothing is claimed. */
  private static final double NOTHING = 0.02;

  private static final int MANY_STRANGERS = 100;

  private final Scale scale;
  private final Map<Contest, Runs<Outcome>> runs = new LinkedHashMap<>();
  private final List<Audit> audits = new ArrayList<>();

  Contention(Scale scale) {
    this.scale = scale;
  }

  private Contest contest(int payers) {
    return Contest.of(scale.swarm(), payers);
  }

  @Override
  public void begin(Lab lab) {
    plan(lab, contest(0).off(), scale.seeds());
    for (int payers : PAYERS) {
      plan(lab, contest(payers), scale.seeds());
    }
    plan(lab, contest(0).off().staying(), scale.few());
    for (int payers : PAYERS) {
      plan(lab, contest(payers).staying(), scale.few());
      plan(lab, contest(payers).amongStrangers(4), scale.few());
      plan(lab, contest(payers).amongStrangers(MANY_STRANGERS), scale.few());
      plan(lab, contest(payers).selling(50), scale.few());
    }
  }

  private void plan(Lab lab, Contest contest, int seeds) {
    runs.put(contest, lab.plan(contest.name(), seeds, contest::play));
  }

  private List<Outcome> outcomes(Contest contest) {
    return runs.get(contest).results();
  }

  @Override
  public Section conclude() {
    Section section = new Section("G1 and G2: a contended swarm");
    section.text(
        "Two seeds of 4 MiB/s and "
            + scale.leeches()
            + " peers with 2 MiB/s down and 0.5 MiB/s up, 20 to 80 ms apart, want "
            + scale.mib()
            + " MiB in pieces of 1 MiB and arrive within a minute. Upload limits are 96 % of the"
            + " line. All sell, finished peers leave, payers and sellers have dealt with each other"
            + " before, unless the table says otherwise. Off is the same swarm, with the same"
            + " arrivals and latencies, without the extension; the same peers are compared.");
    faster(section);
    later(section);
    runs.values().forEach(some -> some.results().forEach(outcome -> audits.add(outcome.audit())));
    return section;
  }

  @Override
  public List<Audit> audits() {
    return audits;
  }

  // --- G1 ---

  private void faster(Section section) {
    section.text("### G1: those who pay are served sooner");
    section.text(
        "Speed is size by time from arrival to completion, in MiB/s; the ratio is the payers'"
            + " median over the others' in the same run; shown is the median over the seeds and its"
            + " 95 % interval, whose lower end is held against the bar.");
    List<List<String>> rows = new ArrayList<>();
    Chart chart = new Chart("payers' median speed over the others'", "percent that pay", "ratio");
    chart.bars("bar", doubles(PAYERS), FASTER);
    Map<String, Function<Contest, Contest>> variants = new LinkedHashMap<>();
    variants.put("all sell, known to each other", contest -> contest);
    variants.put("strangers, four sellers at a time", contest -> contest.amongStrangers(4));
    variants.put(
        "strangers, a hundred at a time", contest -> contest.amongStrangers(MANY_STRANGERS));
    variants.put("half sell", contest -> contest.selling(50));
    variants.forEach(
        (name, variant) -> {
          Sample[] ratios = new Sample[PAYERS.length];
          for (int i = 0; i < PAYERS.length; i++) {
            List<Outcome> outcomes = outcomes(variant.apply(contest(PAYERS[i])));
            ratios[i] = ratios(outcomes);
            boolean barred = !name.equals("half sell");
            rows.add(row(name, PAYERS[i], outcomes, barred ? number(FASTER[i], 1) : "none"));
            if (barred) {
              section.verdict(
                  new Verdict(
                      "G1",
                      PAYERS[i] + " % pay, " + name,
                      figure(ratios[i], 2),
                      ">= " + number(FASTER[i], 1),
                      ratios[i].interval().low() >= FASTER[i]));
            }
          }
          chart.points(name, doubles(PAYERS), ratios);
        });
    section.table(
        List.of(
            "", "pay", "seeds", "payers", "others", "ratio", "bar", "paid, of all that was sent"),
        rows);
    section.picture("g1-ratio", "Payers' median speed over the others'", chart.svg());
    speeds(section);
  }

  private static List<String> row(String name, int payers, List<Outcome> outcomes, String bar) {
    return List.of(
        name,
        payers + " %",
        String.valueOf(outcomes.size()),
        number(medians(outcomes, o -> o.of(Role.PAYER, Fate::speed).median()).median(), 3),
        number(medians(outcomes, o -> o.of(Role.OTHER, Fate::speed).median()).median(), 3),
        figure(ratios(outcomes), 2),
        bar,
        number(100 * medians(outcomes, Outcome::paidShare).median(), 1) + " %");
  }

  private static Sample ratios(List<Outcome> outcomes) {
    return medians(
        outcomes,
        o -> o.of(Role.PAYER, Fate::speed).median() / o.of(Role.OTHER, Fate::speed).median());
  }

  private static Sample medians(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    return Sample.of(outcomes.stream().mapToDouble(figure));
  }

  private void speeds(Section section) {
    Chart chart = new Chart("speeds with 25 % payers, all seeds", "MiB/s", "part of the peers");
    Contest contest = contest(25);
    chart.distribution("payers", all(outcomes(contest), Role.PAYER));
    chart.distribution("others", all(outcomes(contest), Role.OTHER));
    chart.distribution("everybody, off", all(outcomes(contest(0).off()), Role.OTHER));
    section.picture("g1-speeds", "Distribution of speeds", chart.svg());
  }

  private static Sample all(List<Outcome> outcomes, Role role) {
    return Sample.of(
        outcomes.stream()
            .flatMap(outcome -> outcome.fates().stream())
            .filter(fate -> fate.role() == role)
            .mapToDouble(Fate::speed));
  }

  // --- G2 ---

  private void later(Section section) {
    section.text("### G2: those who don't pay");
    section.text(
        "How much later than with the extension off, in the same peers' medians of each seed. A"
            + " stall is a minute or more without a block that was asked for.");
    List<List<String>> rows = new ArrayList<>();
    Chart chart =
        new Chart("how much later the others are complete", "percent that pay", "percent");
    chart.bars("bar, when finished peers leave", doubles(PAYERS), percent(LATER));
    Sample[] leaving = new Sample[PAYERS.length];
    Sample[] staying = new Sample[PAYERS.length];
    for (int i = 0; i < PAYERS.length; i++) {
      Contest contest = contest(PAYERS[i]);
      leaving[i] = compare(contest, LATER[i], section, rows);
      staying[i] = compare(contest.staying(), NOTHING, section, rows);
    }
    chart.points("finished peers leave", doubles(PAYERS), percent(leaving));
    chart.points("finished peers stay", doubles(PAYERS), percent(staying));
    section.table(
        List.of(
            "finished peers",
            "pay",
            "seeds",
            "complete later by",
            "bar",
            "first piece later by",
            "bar",
            "stalls, on",
            "off"),
        rows);
    section.picture("g2-later", "How much later the others are complete", chart.svg());
  }

  private Sample compare(Contest contest, double bar, Section section, List<List<String>> rows) {
    List<Outcome> on = outcomes(contest);
    List<Outcome> off = outcomes(contest.nobodyPays().off());
    Sample complete = delays(contest, on, off, Fate::seconds);
    Sample first = delays(contest, on, off, Fate::firstPiece);
    long stallsOn = stalls(contest, on);
    long stallsOff = stalls(contest, off);
    String finished = contest.leave() ? "leave" : "stay";
    rows.add(
        List.of(
            finished,
            contest.payers() + " %",
            String.valueOf(on.size()),
            percents(complete),
            number(100 * bar, 0) + " %",
            percents(first),
            number(100 * FIRST_PIECE_LATER, 0) + " %",
            String.valueOf(stallsOn),
            String.valueOf(stallsOff)));
    String who = contest.payers() + " % pay, finished peers " + finished;
    section.verdict(
        new Verdict(
            "G2",
            who + ": the others are complete later by",
            percents(complete),
            "<= " + number(100 * bar, 0) + " %",
            complete.interval().high() <= bar));
    section.verdict(
        new Verdict(
            "G2",
            who + ": the others' first piece is later by",
            percents(first),
            "<= " + number(100 * FIRST_PIECE_LATER, 0) + " %",
            first.interval().high() <= FIRST_PIECE_LATER));
    section.verdict(
        new Verdict(
            "G2",
            who + ": stalls of a minute",
            stallsOn + ", off " + stallsOff,
            "no more than off",
            stallsOn <= stallsOff));
    return complete;
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

  private static long stalls(Contest contest, List<Outcome> outcomes) {
    return outcomes.stream()
        .mapToLong(outcome -> (long) others(contest, outcome, Fate::longStalls).sum())
        .sum();
  }

  private static double[] doubles(int[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] percent(double[] parts) {
    double[] percent = parts.clone();
    for (int i = 0; i < percent.length; i++) {
      percent[i] *= 100;
    }
    return percent;
  }

  private static Sample[] percent(Sample[] parts) {
    Sample[] percent = new Sample[parts.length];
    for (int i = 0; i < parts.length; i++) {
      percent[i] = parts[i].times(100);
    }
    return percent;
  }
}
