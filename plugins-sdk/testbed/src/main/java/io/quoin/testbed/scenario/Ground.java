package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.function.Function;

/** Where scenarios are played. */
public interface Ground {

  /**
   * What it is called in results.
   *
   * @return a word or two
   */
  String name();

  /**
   * Plays a scenario until everybody is complete, and waits for that.
   *
   * @param script makes the scenario for this run, with incentives of its own; called once, before
   *     anything happens
   * @param seed of all random choices. Repeatable as far as the ground is: the simulated network
   *     entirely, real sockets not
   * @param atMost how much of the ground's time it may take
   * @return how everybody has fared by then
   */
  Outcome play(Function<Stage, Scenario> script, long seed, Duration atMost);
}
