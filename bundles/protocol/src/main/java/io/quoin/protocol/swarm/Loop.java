package io.quoin.protocol.swarm;

import java.util.concurrent.Executor;

/** Runs a swarm's tasks one at a time, in order. */
public interface Loop extends Executor {

  /** Runs the task on the loop, soon; from any thread. Dropped once the loop has ended. */
  @Override
  void execute(Runnable task);

  /**
   * Runs the task on the loop later. Called on the loop.
   *
   * @param nanos from now, zero or more
   */
  Timer after(long nanos, Runnable task);

  /** The loop's monotonic clock. */
  long nanoTime();

  /** Whether the caller is on the loop. */
  boolean inLoop();

  /** A task to be run later. */
  interface Timer {
    /** Called on the loop: the task won't run any more. */
    void cancel();
  }
}
