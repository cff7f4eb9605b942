package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The one thread on which announcements are decided, and its clock. */
interface Scheduler extends Executor {

  /** Nanoseconds, comparable only with each other. */
  long nanoTime();

  /** Runs a task later on this thread, unless it is cancelled before. */
  Timer after(Duration delay, Runnable task);

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Timer {
    Timer NONE = () -> {};

    void cancel();
  }
}
