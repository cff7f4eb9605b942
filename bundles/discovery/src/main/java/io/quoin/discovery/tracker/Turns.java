package io.quoin.discovery.tracker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Lets so many announcements be under way at once; the others wait. Those waiting are bounded by
 * their makers: a tier has one at a time.
 */
final class Turns {

  private final int limit;
  private final Queue<Consumer<Runnable>> waiting = new ArrayDeque<>();
  private int underWay;

  Turns(int limit) {
    this.limit = limit;
  }

  /** Runs a job when it is its turn; the job runs what it is given when it is done. */
  void take(Consumer<Runnable> job) {
    if (underWay < limit) {
      begin(job);
    } else {
      waiting.add(job);
    }
  }

  private void begin(Consumer<Runnable> job) {
    underWay++;
    job.accept(this::ended);
  }

  private void ended() {
    underWay--;
    Consumer<Runnable> next = waiting.poll();
    if (next != null) {
      begin(next);
    }
  }
}
