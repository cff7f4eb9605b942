package io.quoin.experiments.swarms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays all experiments on the simulated network and writes their report. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what the incentive does, on whole swarms of a simulated network, and writes",
      "incentive-results.md and its pictures. The same seeds give the same figures."
    })
public final class SwarmsReport implements Callable<Integer> {
  private static final int LEECHES = 100;
  private static final long MIB = 256;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "docs",
      description = "Folder of the report. Default: ${DEFAULT-VALUE}")
  private Path folder;

  @Parameters(
      paramLabel = "SEEDS",
      arity = "0..1",
      defaultValue = "20",
      description = "Runs of what has a bar to hold. Default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = "--few",
      paramLabel = "N",
      defaultValue = "4",
      description = "Runs of what is shown besides. Default: ${DEFAULT-VALUE}")
  private int few;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs at a time, each on one core. Default: ${DEFAULT-VALUE}")
  private int parallel;

  @Option(
      names = "--only",
      paramLabel = "CLAIM",
      split = ",",
      description = "Of g1, g3, g4 and g9 only these. Default: all")
  private List<String> only = new ArrayList<>();

  private SwarmsReport() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SwarmsReport()).execute(arguments));
  }

  private static Map<String, Function<Scale, Claim>> claims() {
    Map<String, Function<Scale, Claim>> claims = new LinkedHashMap<>();
    claims.put("g1", Contention::new);
    claims.put("g3", Fairness::new);
    claims.put("g4", FreeRiding::new);
    claims.put("g9", scale -> new SeedingOn(scale.few(), Duration.ofHours(2)));
    return claims;
  }

  @Override
  public Integer call() throws IOException {
    Scale scale = new Scale(LEECHES, MIB, seeds, few);
    List<Claim> claims =
        claims().entrySet().stream()
            .filter(claim -> only.isEmpty() || only.contains(claim.getKey()))
            .map(claim -> claim.getValue().apply(scale))
            .toList();
    try (Lab lab = new Lab(parallel, line -> System.err.println(line))) {
      claims.forEach(claim -> claim.plan(lab));
      lab.begin();
      for (int seed = 1; seed <= Math.max(seeds, few); seed++) {
        lab.await(seed);
        report(scale, lab, claims).write(folder);
      }
      List<Verdict> verdicts = report(scale, lab, claims).verdicts();
      verdicts.forEach(SwarmsReport::print);
      return verdicts.stream().allMatch(Verdict::holds) ? 0 : 1;
    }
  }

  private static Report report(Scale scale, Lab lab, List<Claim> claims) {
    List<Section> sections = new ArrayList<>();
    claims.forEach(claim -> sections.add(claim.conclude()));
    sections.add(Books.section(claims));
    return new Report(scale, lab.reached(), sections);
  }

  private static void print(Verdict verdict) {
    System.out.println(
        String.join(
            "  ",
            verdict.holds() ? "holds        " : "does not hold",
            verdict.claim(),
            verdict.what() + ":",
            verdict.figure() + ",",
            "bar " + verdict.bar()));
  }
}
