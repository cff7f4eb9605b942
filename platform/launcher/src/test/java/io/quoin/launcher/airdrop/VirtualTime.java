package io.quoin.launcher.airdrop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** A loop and a clock that are turned by hand; tasks may come from other threads. */
final class VirtualTime implements InstantSource {

  private record Task(long at, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  synchronized void after(Duration delay, Runnable task) {
    tasks.add(new Task(now + delay.toNanos(), order++, task));
  }

  synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Instant instant() {
    return Instant.parse("2026-03-01T12:00:00Z").plusNanos(now);
  }

  /** Forgets every task, as a crash does. */
  synchronized void clear() {
    tasks.clear();
  }

  void advance(Duration time) {
    long until = nanoTime() + time.toNanos();
    while (stepUntil(until)) {
      // The next.
    }
    pass(until);
  }

  private synchronized void pass(long until) {
    now = Math.max(now, until);
  }

  /** Does the next task if it is due by then. */
  private boolean stepUntil(long until) {
    Optional<Task> next = next(until);
    next.ifPresent(task -> task.work().run());
    return next.isPresent();
  }

  private synchronized Optional<Task> next(long until) {
    if (tasks.isEmpty() || tasks.peek().at() > until) {
      return Optional.empty();
    }
    Task task = tasks.remove();
    now = Math.max(now, task.at());
    return Optional.of(task);
  }

  /** Does the next task, whenever it is due; false if there is none. */
  boolean step() {
    return stepUntil(Long.MAX_VALUE);
  }
}
