package io.quoin.experiments.swarms;

import static io.quoin.experiments.swarms.Section.figure;
import static io.quoin.experiments.swarms.Section.number;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** G4: free riding doesn't pay. */
final class FreeRiding implements Claim {
  private static final double NO_WORSE = 0.98;

  private final Scale scale;
  private final Map<RidersSwarm.Arm, Lab.Runs<Outcome>> runs = new EnumMap<>(RidersSwarm.Arm.class);

  FreeRiding(Scale scale) {
    this.scale = scale;
  }

  @Override
  public void plan(Lab lab) {
    for (RidersSwarm.Arm arm : RidersSwarm.Arm.values()) {
      RidersSwarm swarm = new RidersSwarm(scale.leeches(), scale.mib() << 20, arm);
      runs.put(arm, lab.plan("free riders, " + arm.words(), scale.half(), swarm::play));
    }
  }

  @Override
  public List<Audit> audits() {
    return runs.values().stream()
        .flatMap(some -> some.results().stream())
        .map(Outcome::audit)
        .toList();
  }

  @Override
  public Section conclude() {
    Section section = new Section("G4: free riding doesn't pay");
    section.text(
        "The same swarm, with 30 % of the upload in seeds, of whom none leaves; 40 % of the others"
            + " choke everybody, 10 % pay, all but the free riders sell. In the third run the free"
            + " riders take leases, promise nothing for them, and come back with a fresh address"
            + " after each. Every seller trusts a stranger with two pieces and 256 KiB"
            + " before it has promised anything, and then lets its neighbourhood wait ever longer:"
            + " with a torrent of 256 pieces and sixty-three sellers that is up to 142 MiB at the"
            + " first attempt. How much comes of it is in the table.");
    List<List<String>> rows = new ArrayList<>();
    Chart chart = new Chart("speeds, all seeds", "MiB/s", "part of the peers");
    for (RidersSwarm.Arm arm : RidersSwarm.Arm.values()) {
      List<Outcome> outcomes = runs.get(arm).results();
      for (Role role : List.of(Role.PAYER, Role.OTHER, Role.FREE_RIDER)) {
        rows.add(row(arm, role, outcomes));
      }
      if (arm != RidersSwarm.Arm.OFF) {
        hold(section, arm, outcomes);
        for (Role role : List.of(Role.PAYER, Role.OTHER, Role.FREE_RIDER)) {
          chart.distribution(arm.words() + ": " + word(role), all(outcomes, role));
        }
      }
    }
    section.table(
        List.of("", "", "median, MiB/s", "10th percentile", "median over the free riders'"), rows);
    section.picture("g4-speeds", "Distribution of speeds", chart.svg());
    return section;
  }

  private static String word(Role role) {
    return switch (role) {
      case PAYER -> "payers";
      case OTHER -> "contributors";
      case FREE_RIDER -> "free riders";
      case SEED -> "seeds";
    };
  }

  private static Sample all(List<Outcome> outcomes, Role role) {
    return Sample.of(
        outcomes.stream()
            .flatMap(outcome -> outcome.fates().stream())
            .filter(fate -> fate.role() == role)
            .mapToDouble(Fate::speed));
  }

  private static Sample of(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    return Sample.of(outcomes.stream().mapToDouble(figure));
  }

  private static double ratio(Outcome outcome, Role role, double part) {
    return outcome.of(role, Fate::speed).quantile(part)
        / outcome.of(Role.FREE_RIDER, Fate::speed).quantile(part);
  }

  private static List<String> row(RidersSwarm.Arm arm, Role role, List<Outcome> outcomes) {
    return List.of(
        arm.words(),
        word(role),
        figure(of(outcomes, o -> o.of(role, Fate::speed).median()), 3),
        figure(of(outcomes, o -> o.of(role, Fate::speed).quantile(0.1)), 3),
        figure(of(outcomes, o -> ratio(o, role, 0.5)), 3));
  }

  private void hold(Section section, RidersSwarm.Arm arm, List<Outcome> outcomes) {
    for (Role role : List.of(Role.PAYER, Role.OTHER)) {
      for (double part : new double[] {0.5, 0.1}) {
        Sample ratio = of(outcomes, o -> ratio(o, role, part));
        section.verdict(
            new Verdict(
                "G4",
                arm.words()
                    + ": "
                    + word(role)
                    + "' "
                    + (part == 0.5 ? "median" : "10th percentile")
                    + " over the free riders'",
                figure(ratio, 3),
                ">= 1",
                ratio.interval().low() >= 1));
      }
    }
    List<Outcome> off = runs.get(RidersSwarm.Arm.OFF).results();
    List<Double> kept = new ArrayList<>();
    for (int seed = 0; seed < outcomes.size(); seed++) {
      kept.add(ratio(outcomes.get(seed), Role.OTHER, 0.5) / ratio(off.get(seed), Role.OTHER, 0.5));
    }
    Sample sample = Sample.of(kept);
    section.verdict(
        new Verdict(
            "G4",
            arm.words() + ": contributors' ratio to free riders, over that with the extension off",
            figure(sample, 3),
            ">= " + number(NO_WORSE, 2),
            sample.interval().low() >= NO_WORSE));
  }
}
