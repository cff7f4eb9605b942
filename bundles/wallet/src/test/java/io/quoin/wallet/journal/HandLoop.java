package io.quoin.wallet.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A loop and a wall clock on virtual time, turned by hand. */
final class HandLoop implements JournalLoop, InstantSource {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MOST_STEPS = 1_000_000;

  private record Task(long at, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Task(now + delay.toNanos(), order++, task));
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(now);
  }

  /** Forgets every task, as a crash does. */
  void clear() {
    tasks.clear();
  }

  /** Runs what is due now, and what becomes due with it. */
  void run() {
    advance(Duration.ZERO);
  }

  void advance(Duration time) {
    long until = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= until) {
      step();
    }
    now = until;
  }

  private void step() {
    Task task = tasks.poll();
    now = Math.max(now, task.at());
    task.work().run();
  }

  /** Lets time pass until the stage completes, and gives its value or throws its failure. */
  <T> T done(CompletionStage<T> stage) throws Exception {
    var future = stage.toCompletableFuture();
    for (int steps = 0; !future.isDone(); steps++) {
      if (tasks.isEmpty() || steps > MOST_STEPS) {
        throw new AssertionError("nothing that is still to happen completes the stage");
      }
      step();
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
