package io.quoin.testbed.scenario;

import java.time.Duration;
import java.time.InstantSource;

/** The time of one run, for what scenarios bring along: ledgers, wallets, incentives. */
public interface Stage {

  /**
   * How far the run is.
   *
   * @return since its beginning
   */
  Duration now();

  /**
   * The wall clock of everybody in it.
   *
   * @return goes with {@link #now}
   */
  InstantSource clock();

  /**
   * Does something at a moment. On the simulated network everything runs on one thread; in real
   * time this is a thread of the run's, of no engine or plugin.
   *
   * @param moment since the beginning; what is past is done next
   * @param task what; dropped once the run is over
   */
  void at(Duration moment, Runnable task);
}
