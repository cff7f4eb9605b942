package io.quoin.experiments.swarms;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Plays runs, several at a time, each on a thread of its own from beginning to end: all that have
 * the first seed, then all that have the second, so that there is always something to look at.
 */
final class Lab implements AutoCloseable {
  private final ExecutorService threads;
  private final Consumer<String> progress;
  private final List<Planned<?>> all = new ArrayList<>();
  private long reached;
  private int done;

  private record Planned<T>(long seed, FutureTask<T> task) {}

  /**
   * An idle lab.
   *
   * @param parallel runs at a time
   * @param progress told after every run
   */
  Lab(int parallel, Consumer<String> progress) {
    this.threads = Executors.newFixedThreadPool(parallel);
    this.progress = progress;
  }

  /**
   * Plans runs.
   *
   * @param name for the progress
   * @param seeds of how many runs, from 1 on
   * @param run plays one
   */
  <T> Runs<T> plan(String name, int seeds, LongFunction<T> run) {
    List<Planned<T>> runs = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long one = seed;
      runs.add(new Planned<>(one, new FutureTask<>(() -> play(name + ", seed " + one, run, one))));
    }
    all.addAll(runs);
    return new Runs<>(runs);
  }

  private <T> T play(String name, LongFunction<T> run, long seed) {
    long cpu = cpuNanos();
    T result = run.apply(seed);
    long seconds = Duration.ofNanos(cpuNanos() - cpu).toSeconds();
    synchronized (this) {
      done++;
      progress.accept(
          done + " of " + all.size() + " runs: " + name + ", " + seconds + " s of processor");
    }
    return result;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Has all that is planned played; nothing can be planned any more. */
  void begin() {
    all.stream()
        .sorted(Comparator.comparingLong(Planned::seed))
        .forEach(planned -> threads.execute(planned.task()));
  }

  /** Waits for all runs of a seed. */
  void await(long seed) {
    all.stream().filter(planned -> planned.seed() == seed).forEach(p -> result(p.task()));
    reached = seed;
  }

  /** The last seed that was waited for. */
  long reached() {
    return reached;
  }

  private static <T> T result(Future<T> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the runs were done", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run has failed: " + e.getCause(), e.getCause());
    }
  }

  /** Runs that are planned, in the order of their seeds. */
  final class Runs<T> {
    private final List<Planned<T>> runs;

    private Runs(List<Planned<T>> runs) {
      this.runs = runs;
    }

    /** Of those seeds that were waited for. */
    List<T> results() {
      return runs.stream()
          .filter(planned -> planned.seed() <= reached)
          .map(planned -> result(planned.task()))
          .toList();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
