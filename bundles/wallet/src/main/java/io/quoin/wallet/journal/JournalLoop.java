package io.quoin.wallet.journal;

import java.time.Duration;

/** Where the journal runs: one task at a time. Virtual in simulations. */
interface JournalLoop {

  /**
   * Runs a task, in turn.
   *
   * @param task neither waits nor throws
   */
  void execute(Runnable task);

  /**
   * Runs a task later.
   *
   * @param delay from now
   * @param task neither waits nor throws
   */
  void after(Duration delay, Runnable task);

  /**
   * The monotonic clock.
   *
   * @return nanoseconds, comparable only with each other
   */
  long nanoTime();
}
