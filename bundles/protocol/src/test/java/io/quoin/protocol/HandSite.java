package io.quoin.protocol;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Plugins on one thread, the test's, which says when anything is run and when time passes. */
final class HandSite implements PluginSite {
  private final Queue<Runnable> soon = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at).thenComparingLong(Later::number));
  private final List<String> faults = new ArrayList<>();
  private long now;
  private long number;

  private record Later(long at, long number, Runnable task) {}

  /** Runs all that is to be done now. */
  void run() {
    for (Runnable task = soon.poll(); task != null; task = soon.poll()) {
      task.run();
    }
  }

  /** Lets time pass, and runs all that is to be done until then. */
  void pass(Duration span) {
    long end = now + span.toNanos();
    run();
    while (!later.isEmpty() && later.peek().at() <= end) {
      Later next = later.poll();
      now = next.at();
      next.task().run();
      run();
    }
    now = end;
  }

  @Override
  public PluginThread thread(String owner, Runnable stuck) {
    return new Turns();
  }

  @Override
  public void fault(Object plugin, PluginFault fault, String words) {
    faults.add(fault + " " + plugin + " " + words);
  }

  /** What was complained of. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void execute(Runnable task) {
    soon.add(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    later.add(new Later(now + delay.toNanos(), ++number, task));
  }

  @Override
  public InstantSource clock() {
    return () -> Instant.EPOCH.plusNanos(now);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  private final class Turns implements PluginThread {
    private boolean closed;
    private boolean abandoned;

    @Override
    public boolean execute(Runnable task) {
      if (closed) {
        return false;
      }
      soon.add(
          () -> {
            if (!abandoned) {
              task.run();
            }
          });
      return true;
    }

    @Override
    public boolean after(Duration delay, Runnable task) {
      if (closed) {
        return false;
      }
      HandSite.this.after(
          delay,
          () -> {
            if (!closed) {
              task.run();
            }
          });
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void abandon(Runnable last) {
      closed = true;
      abandoned = true;
      soon.add(last);
    }
  }
}
