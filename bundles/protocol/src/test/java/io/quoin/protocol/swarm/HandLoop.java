package io.quoin.protocol.swarm;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A loop that runs only when a test says so, on a clock that moves only from task to task unless a
 * test says otherwise.
 */
final class HandLoop implements Loop {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private long now;
  private long look;
  private long count;

  private record Planned(long at, long number, Runnable task) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer after(long nanos, Runnable task) {
    Planned one = new Planned(now + nanos, count++, task);
    planned.add(one);
    return () -> planned.remove(one);
  }

  @Override
  public long nanoTime() {
    now += look;
    return now;
  }

  /** From now on the clock moves on by so much whenever somebody looks at it, as real ones do. */
  void everyLookTakes(long nanos) {
    look = nanos;
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  /**
   * Runs until the condition holds; says how long that took, or fails after the given virtual time.
   */
  long runUntil(BooleanSupplier condition, long seconds) {
    long begin = now;
    long deadline = now + seconds * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (!step() || now > deadline) {
        throw new AssertionError("not within " + seconds + " virtual seconds");
      }
    }
    return now - begin;
  }

  /** Runs everything of the next so many virtual seconds. */
  void run(long seconds) {
    runFor(seconds * 1_000_000_000L);
  }

  void runFor(long nanos) {
    long end = now + nanos;
    while (!tasks.isEmpty() || (!planned.isEmpty() && planned.peek().at() <= end)) {
      step();
    }
    now = end;
  }

  private boolean step() {
    Runnable task = tasks.poll();
    if (task == null) {
      Planned next = planned.poll();
      if (next == null) {
        return false;
      }
      now = Math.max(now, next.at());
      task = next.task();
    }
    task.run();
    return true;
  }
}
