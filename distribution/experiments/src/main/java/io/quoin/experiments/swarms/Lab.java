package io.quoin.experiments.swarms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Plays runs, several at a time, each on a thread of its own from beginning to end. */
final class Lab implements AutoCloseable {
  private final ExecutorService threads;
  private final Consumer<String> progress;
  private int planned;
  private int done;

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
    List<Future<T>> runs = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long one = seed;
      runs.add(threads.submit(() -> play(name + ", seed " + one, () -> run.apply(one))));
    }
    count(runs.size());
    return new Runs<>(runs);
  }

  private synchronized void count(int more) {
    planned += more;
  }

  private <T> T play(String name, Callable<T> run) throws Exception {
    T result = run.call();
    synchronized (this) {
      done++;
      progress.accept(done + " of " + planned + " runs: " + name);
    }
    return result;
  }

  /** Runs that are planned, in the order of their seeds. */
  static final class Runs<T> {
    private final List<Future<T>> runs;

    private Runs(List<Future<T>> runs) {
      this.runs = runs;
    }

    /** Waits for all of them. */
    List<T> results() {
      List<T> results = new ArrayList<>();
      for (Future<T> run : runs) {
        try {
          results.add(run.get());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted before the runs were done", e);
        } catch (ExecutionException e) {
          throw new IllegalStateException("a run has failed: " + e.getCause(), e.getCause());
        }
      }
      return results;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
