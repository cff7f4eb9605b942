package io.quoin.experiments.swarms;

import io.quoin.experiments.statistics.Bars;
import io.quoin.testbed.StandardSwarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code Experiments DOCS SEEDS}: plays all swarms, one on each core at a time, and writes {@code
 * incentive-results.md} and its drawings into a folder of documents.
 */
public final class Experiments {

  private static final List<Arm> ARMS =
      List.of(
          new Arm(10, 100, true, true, true),
          new Arm(25, 100, true, true, true),
          new Arm(50, 100, true, true, true),
          new Arm(10, 100, false, true, true),
          new Arm(25, 100, false, true, true),
          new Arm(50, 100, false, true, true),
          new Arm(25, 50, true, true, true),
          new Arm(25, 100, true, false, true));

  private final StandardSwarm swarm;
  private final List<Arm> arms;
  private final Map<String, Future<Run>> runs = new LinkedHashMap<>();

  Experiments(StandardSwarm swarm, List<Arm> arms) {
    this.swarm = swarm;
    this.arms = List.copyOf(arms);
  }

  /** Plays, and writes after every seed what has come of it so far. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path docs = Path.of(arguments[0]);
    int seeds = Integer.parseInt(arguments[1]);
    long begun = System.nanoTime();
    Experiments experiments = new Experiments(StandardSwarm.USUAL, ARMS);
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      experiments.begin(cores, seeds);
      for (int seed = 1; seed <= seeds; seed++) {
        List<Comparison> comparisons = experiments.comparisons(seed);
        long minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes();
        write(docs, comparisons, new ResultsPage(comparisons, seed, minutes));
      }
    } finally {
      cores.shutdownNow();
    }
  }

  private static void write(Path docs, List<Comparison> comparisons, ResultsPage page)
      throws IOException {
    Path drawings = Files.createDirectories(docs.resolve("incentive-results"));
    Files.writeString(docs.resolve("incentive-results.md"), page.text());
    Files.writeString(drawings.resolve("gain.svg"), gain(comparisons).svg());
    Files.writeString(drawings.resolve("later.svg"), later(comparisons).svg());
  }

  /** Has each arm and what it is compared with played, with seeds from 1 on. */
  void begin(ExecutorService cores, int seeds) {
    for (int seed = 1; seed <= seeds; seed++) {
      for (Arm arm : arms) {
        begin(cores, arm, seed);
        begin(cores, arm.off(), seed);
      }
    }
  }

  /** What has come of the first seeds; waits for them. */
  List<Comparison> comparisons(int seeds) throws InterruptedException, ExecutionException {
    List<Comparison> comparisons = new ArrayList<>();
    for (Arm arm : arms) {
      comparisons.add(new Comparison(arm, results(arm, seeds), results(arm.off(), seeds)));
    }
    return comparisons;
  }

  private void begin(ExecutorService cores, Arm arm, long seed) {
    runs.computeIfAbsent(
        key(arm, seed),
        key ->
            cores.submit(
                () -> {
                  Run run = Run.play(swarm, arm, seed);
                  System.err.printf(
                      Locale.ROOT,
                      "%s: payers over others %.2f, others %.0f s, paid %.3f%s%n",
                      key,
                      run.payersOverOthers(),
                      run.othersTime(),
                      run.paidShare(),
                      run.complete() ? "" : ", SOMEBODY LACKS SOMETHING");
                  return run;
                }));
  }

  /** Who sells and who knows whom makes no difference where nobody trades. */
  private static String key(Arm arm, long seed) {
    return arm.on()
        ? arm + " " + seed
        : "off, %d payers, leave %s, %d".formatted(arm.payers(), arm.leave(), seed);
  }

  private List<Run> results(Arm arm, int seeds) throws InterruptedException, ExecutionException {
    List<Run> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      results.add(runs.get(key(arm, seed)).get());
    }
    return results;
  }

  private static Bars gain(List<Comparison> comparisons) {
    return new Bars(
        "Payers' speed over others' (red: claimed)",
        comparisons.stream()
            .map(
                c ->
                    new Bars.Bar(
                        c.arm().title(),
                        c.payersOverOthers().mean(),
                        c.payersOverOthers().low(),
                        c.payersOverOthers().high(),
                        ResultsPage.gainClaimed(c.arm().payers())))
            .toList());
  }

  private static Bars later(List<Comparison> comparisons) {
    return new Bars(
        "How much later others are done, in percent (red: at most)",
        comparisons.stream()
            .map(
                c ->
                    new Bars.Bar(
                        c.arm().title(),
                        100 * c.othersTime().mean() - 100,
                        100 * c.othersTime().low() - 100,
                        100 * c.othersTime().high() - 100,
                        ResultsPage.laterClaimed(c.arm())))
            .toList());
  }
}
