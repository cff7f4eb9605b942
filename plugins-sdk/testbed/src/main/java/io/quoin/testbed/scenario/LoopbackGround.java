package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.function.Function;

/**
 * Real time and real sockets of this machine: every peer is the engine on sockets of its own, which
 * listen on 127.0.0.1. Contents are real and hashed, but computed instead of read from a disk.
 */
public final class LoopbackGround implements Ground {

  @Override
  public String name() {
    return "sockets";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Takes as long as it says, unless everybody is complete sooner.
   */
  @Override
  public Outcome play(Function<Stage, Scenario> script, long seed, Duration atMost) {
    try (LoopbackRun run = new LoopbackRun(script, seed)) {
      run.start();
      run.await(atMost);
      return new Outcome(name(), run.outcomes());
    }
  }
}
