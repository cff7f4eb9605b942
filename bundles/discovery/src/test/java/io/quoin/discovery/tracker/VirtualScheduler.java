package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when a test says so. */
final class VirtualScheduler implements Scheduler {

  private record Task(long due, long order, Runnable body) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private long now;
  private long order;

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(new Task(now, order++, task));
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable body) {
    Task task = new Task(now + delay.toNanos(), order++, body);
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** What is due now, and what that makes due. */
  void run() {
    passes(Duration.ZERO);
  }

  void passes(Duration time) {
    long until = nanoTime() + time.toNanos();
    for (Task task = next(until); task != null; task = next(until)) {
      task.body().run();
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Task next(long until) {
    if (tasks.isEmpty() || tasks.peek().due() > until) {
      return null;
    }
    Task task = tasks.poll();
    now = Math.max(now, task.due());
    return task;
  }
}
