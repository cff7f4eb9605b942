package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.figure;
import static io.quoin.experiments.swarms.Section.number;
import static io.quoin.experiments.swarms.Section.percents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** G9: seeding on earns, and so torrents live. */
final class SeedingOn implements Claim {
  private static final double MORE_SEEDS = 1.5;
  private static final int COPIES = 2;

  /** What is as good as no later. */
  private static final double NOTHING = 0.01;

  private final int seeds;
  private final Duration span;
  private Lab.Runs<LongSwarm.Lived> on;
  private Lab.Runs<LongSwarm.Lived> off;

  SeedingOn(int seeds, Duration span) {
    this.seeds = seeds;
    this.span = span;
  }

  @Override
  public void plan(Lab lab) {
    on = lab.plan("seeding on, on", seeds, new LongSwarm(span, true)::play);
    off = lab.plan("seeding on, off", seeds, new LongSwarm(span, false)::play);
  }

  @Override
  public List<Audit> audits() {
    List<Audit> audits = new ArrayList<>();
    on.results().forEach(lived -> audits.add(lived.outcome().audit()));
    off.results().forEach(lived -> audits.add(lived.outcome().audit()));
    return audits;
  }

  private static Sample of(List<LongSwarm.Lived> runs, ToDoubleFunction<LongSwarm.Lived> figure) {
    return Sample.of(runs.stream().mapToDouble(figure));
  }

  @Override
  public Section conclude() {
    List<LongSwarm.Lived> with = on.results();
    List<LongSwarm.Lived> without = off.results();
    List<Double> more = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    for (int seed = 0; seed < with.size(); seed++) {
      more.add(with.get(seed).seedsPerLeech() / without.get(seed).seedsPerLeech());
      later.add(with.get(seed).othersSeconds() / without.get(seed).othersSeconds() - 1);
    }
    Sample seedsMore = Sample.of(more);
    Sample othersLater = Sample.of(later);
    Sample copies = of(with, LongSwarm.Lived::fewestCopies);
    Section section = new Section("G9: seeding on");
    section.text(
        "One seed of 4 MiB/s, and for "
            + span.toMinutes()
            + " minutes peers with 2 MiB/s down and 0.5 MiB/s up that arrive one every 20 seconds"
            + " on average, as in a Poisson process, and want 256 MiB. A quarter of them pay, all"
            + " sell and know each other. Off: they leave once they have given as much as they"
            + " took. On: they stay beyond that while they have earned at least a thousandth of a"
            + " token in the last 15 minutes. The first seed leaves after a quarter of the time."
            + " Others are those who do not pay.");
    section.table(
        List.of(
            "",
            "seeds",
            "seeds per leech",
            "others' median, seconds",
            "fewest copies of a piece after the first seed left"),
        List.of(row("on", with), row("off", without)));
    Chart chart = new Chart("seeds there, seed 1", "minutes", "complete peers");
    chart.line("on", with.get(0).seedsAt());
    chart.line("off", without.get(0).seedsAt());
    section.picture("g9-seeds", "Complete peers over time", chart.svg());
    section.verdict(
        new Verdict(
            "G9",
            "seeds per leech, over that with the extension off",
            figure(seedsMore, 2),
            ">= " + number(MORE_SEEDS, 1),
            seedsMore.interval().low() >= MORE_SEEDS));
    section.verdict(
        new Verdict(
            "G9",
            "those who don't pay are complete later by",
            percents(othersLater),
            "<= " + number(100 * NOTHING, 0) + " %",
            othersLater.interval().high() <= NOTHING));
    section.verdict(
        new Verdict(
            "G9",
            "fewest copies of any piece after the first seed has left",
            number(copies.least(), 0),
            ">= " + COPIES,
            copies.least() >= COPIES));
    return section;
  }

  private static List<String> row(String name, List<LongSwarm.Lived> runs) {
    return List.of(
        name,
        String.valueOf(runs.size()),
        figure(of(runs, LongSwarm.Lived::seedsPerLeech), 2),
        figure(of(runs, LongSwarm.Lived::othersSeconds), 0),
        number(of(runs, LongSwarm.Lived::fewestCopies).least(), 0));
  }
}
