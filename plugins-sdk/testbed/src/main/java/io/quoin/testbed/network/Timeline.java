package io.quoin.testbed.network;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Virtual time: what is due when, in one order. Tasks of the same moment run in the order in which
 * they were put in, so a run with the same seeds is the same run.
 */
public final class Timeline {
  /** A heap with four children a node, in arrays: sparing with memory, and quick to go through. */
  private static final int ARITY = 4;

  /** Loops, each followed by the task that it is to run. */
  private final ArrayDeque<Object> soon = new ArrayDeque<>();

  private long[] times = new long[1024];
  private long[] numbers = new long[1024];
  private Runnable[] tasks = new Runnable[1024];
  private int size;
  private long now;
  private long count;

  /** Nanoseconds since the beginning. */
  public long now() {
    return now;
  }

  /** Has a loop run the task at this moment, after those that were put in for it before. */
  void soon(VirtualLoop loop, Runnable task) {
    soon.add(loop);
    soon.add(task);
  }

  /**
   * Runs the task at a moment.
   *
   * @param time nanoseconds since the beginning; what is past is done soon
   */
  public void at(long time, Runnable task) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      tasks = Arrays.copyOf(tasks, 2 * size);
    }
    rise(size++, Math.max(time, now), count++, task);
  }

  /** Does the next thing that is due by then; false if nothing is. */
  public boolean step(long until) {
    if (soon.poll() instanceof VirtualLoop loop) {
      loop.run((Runnable) soon.remove());
      return true;
    }
    if (size == 0 || times[0] > until) {
      return false;
    }
    now = times[0];
    removeFirst().run();
    return true;
  }

  /** Does all that is due by then, and then it is then. */
  public void run(long until) {
    while (step(until)) {
      // On to the next.
    }
    now = Math.max(now, until);
  }

  private void rise(int from, long time, long number, Runnable task) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / ARITY;
      if (!before(time, number, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, time, number, task);
  }

  private Runnable removeFirst() {
    Runnable first = tasks[0];
    size--;
    long time = times[size];
    long number = numbers[size];
    Runnable task = tasks[size];
    tasks[size] = null;
    if (size > 0) {
      sink(time, number, task);
    }
    return first;
  }

  private void sink(long time, long number, Runnable task) {
    int at = 0;
    while (true) {
      int first = at * ARITY + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      int end = Math.min(first + ARITY, size);
      for (int child = first + 1; child < end; child++) {
        if (before(times[child], numbers[child], least)) {
          least = child;
        }
      }
      if (before(time, number, least)) {
        break;
      }
      move(least, at);
      at = least;
    }
    put(at, time, number, task);
  }

  private boolean before(long time, long number, int other) {
    return time != times[other] ? time < times[other] : number < numbers[other];
  }

  private void move(int from, int to) {
    put(to, times[from], numbers[from], tasks[from]);
  }

  private void put(int at, long time, long number, Runnable task) {
    times[at] = time;
    numbers[at] = number;
    tasks[at] = task;
  }
}
