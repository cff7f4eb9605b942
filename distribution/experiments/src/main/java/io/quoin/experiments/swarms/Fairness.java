package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.figure;
import static io.quoin.experiments.swarms.Section.number;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** G3, served as paid: who pays the same gets the same, and who pays more is served first. */
final class Fairness implements Claim {
  private static final double JAIN = 0.99;
  private static final double SPEARMAN = 0.9;
  private static final long MIB = 1 << 20;

  private final int seeds;
  private final OneSeller equal;
  private final OneSeller levels;
  private Lab.Runs<OneSeller.Sold> equalRuns;
  private Lab.Runs<OneSeller.Sold> levelRuns;

  Fairness(Scale scale) {
    seeds = scale.seeds();
    equal = OneSeller.ofEquals();
    levels = OneSeller.ofLevels();
  }

  @Override
  public void plan(Lab lab) {
    equalRuns = lab.plan("equal limits", seeds, equal::play);
    levelRuns = lab.plan("ten limits", seeds, levels::play);
  }

  @Override
  public Section conclude() {
    Section section = new Section("G3: served as paid");
    section.text(
        "One seed sells, on a line of "
            + OneSeller.RATE_MIB
            + " MiB/s; nobody has anything from"
            + " anybody else, and everybody wants more than it can get in the time.");
    equals(section);
    levels(section);
    return section;
  }

  @Override
  public List<Audit> audits() {
    List<Audit> audits = new ArrayList<>();
    equalRuns.results().forEach(sold -> audits.add(sold.audit()));
    levelRuns.results().forEach(sold -> audits.add(sold.audit()));
    return audits;
  }

  private static Sample of(List<OneSeller.Sold> runs, ToDoubleFunction<OneSeller.Sold> figure) {
    return Sample.of(runs.stream().mapToDouble(figure));
  }

  // --- a: equal ---

  private void equals(Section section) {
    List<OneSeller.Sold> runs = equalRuns.results();
    Sample jain = of(runs, sold -> jain(sold.bytesOfEach()));
    Sample farthest = of(runs, Fairness::farthest);
    double bound = (2.0 * OneSeller.PIECE + MIB / 4.0) / MIB;
    section.text(
        "### a: equal limits\n\n"
            + equal.payers()
            + " payers with the same limit, two paid places of ten and forty peers that do not"
            + " pay, ten minutes. Jain's index is of the bytes that each was served for pay; the"
            + " other figure is the farthest that any whole lease's bytes are from the mean of the"
            + " run's leases.");
    section.table(
        List.of("seeds", "leases a run", "MiB a lease", "Jain", "bar", "farthest, MiB", "bar"),
        List.of(
            List.of(
                String.valueOf(runs.size()),
                number(of(runs, sold -> sold.whole().size()).median(), 0),
                number(of(runs, sold -> mean(sold.whole()) / MIB).median(), 2),
                figure(jain, 4),
                number(JAIN, 2),
                figure(farthest, 2),
                number(bound, 2))));
    section.verdict(
        new Verdict(
            "G3a",
            "Jain's index of what payers of equal limits are served in ten minutes",
            figure(jain, 4),
            ">= " + number(JAIN, 2),
            jain.interval().low() >= JAIN));
    section.verdict(
        new Verdict(
            "G3a",
            "MiB that a lease is from the mean, at the farthest of a run",
            figure(farthest, 2),
            "<= " + number(bound, 2),
            farthest.interval().high() <= bound));
  }

  static double jain(List<Long> shares) {
    double sum = 0;
    double squares = 0;
    for (long share : shares) {
      sum += share;
      squares += (double) share * share;
    }
    return sum * sum / (shares.size() * squares);
  }

  private static double mean(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).average().orElse(Double.NaN);
  }

  private static double farthest(OneSeller.Sold sold) {
    double mean = mean(sold.whole());
    return sold.whole().stream().mapToDouble(bytes -> Math.abs(bytes - mean)).max().orElse(0) / MIB;
  }

  // --- b: levels ---

  private void levels(Section section) {
    List<OneSeller.Sold> runs = levelRuns.results();
    Sample spearman = of(runs, sold -> spearman(sold.limits(), sold.bytesOfEach()));
    long auctions = runs.stream().mapToLong(OneSeller.Sold::auctions).sum();
    long passedOver = runs.stream().mapToLong(OneSeller.Sold::passedOver).sum();
    section.text(
        "### b: ten limits\n\nTen limits with three payers each, who come and go: each is there for a"
            + " minute at a time and away for 140 seconds, a quarter more or less, so that nine want"
            + " one of the three paid places (25 % for those who do not pay, the least there can be)."
            + " Thirty minutes. Were the same nine there all the time, the three highest would have"
            + " everything and the others nothing: then no correlation of ranks could be above 0.80."
            + " They have bought 20 GiB before and paid, so that none waits for a payment to be final"
            + " before it is trusted with more.");
    List<List<String>> rows = new ArrayList<>();
    SortedMap<Double, Sample> served = new TreeMap<>();
    for (int i = 0; i < levels.payers(); i++) {
      int payer = i;
      double limit = runs.get(0).limits().get(i) / (double) Terms.TOKEN;
      Sample bytes = of(runs, sold -> sold.bytesOfEach().get(payer) / (double) MIB);
      served.put(limit, bytes);
      rows.add(List.of(number(limit, 1), figure(bytes, 0)));
    }
    section.table(List.of("limit, tokens a GiB", "MiB served for pay"), rows);
    Chart chart = new Chart("served for pay in thirty minutes", "limit, tokens a GiB", "MiB");
    chart.points("mean over the seeds", served);
    section.picture("g3-limits", "Bytes served for pay by limit", chart.svg());
    section.verdict(
        new Verdict(
            "G3b",
            "Spearman's correlation of limit and bytes served for pay",
            figure(spearman, 3),
            ">= " + number(SPEARMAN, 1),
            spearman.interval().low() >= SPEARMAN));
    section.verdict(
        new Verdict(
            "G3b",
            "auctions won by a lower bid while a higher eligible one had waited a round",
            passedOver + " of " + auctions,
            "0",
            passedOver == 0));
  }

  /** The correlation of the ranks; equal values share theirs. */
  static double spearman(List<Long> one, List<Long> other) {
    double[] a = ranks(one);
    double[] b = ranks(other);
    double middle = (a.length + 1) / 2.0;
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - middle) * (b[i] - middle);
      ofA += (a[i] - middle) * (a[i] - middle);
      ofB += (b[i] - middle) * (b[i] - middle);
    }
    return both / Math.sqrt(ofA * ofB);
  }

  private static double[] ranks(List<Long> values) {
    return values.stream()
        .mapToDouble(
            value -> {
              long less = values.stream().filter(v -> v < value).count();
              long same = values.stream().filter(v -> v.equals(value)).count();
              return less + (same + 1) / 2.0;
            })
        .toArray();
  }
}
