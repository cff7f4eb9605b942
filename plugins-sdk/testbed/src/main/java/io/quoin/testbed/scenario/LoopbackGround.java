package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.function.Function;

/**
 * Real time and real sockets of this machine: every peer is the engine on sockets of its own, which
 * listen on the loopback interface. Contents are real and hashed, but computed instead of read from
 * a disk.
 */
public final class LoopbackGround implements Ground {

  private final Function<ScenarioPeer, String> hosts;

  /** Everybody listens on 127.0.0.1. */
  public LoopbackGround() {
    this(peer -> "127.0.0.1");
  }

  /**
   * Peers listen on addresses of their own, so that the system can treat what they send apart.
   *
   * @param hosts the address that a peer listens on: 127.0.0.1 to 127.255.255.254
   */
  public LoopbackGround(Function<ScenarioPeer, String> hosts) {
    this.hosts = hosts;
  }

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
    try (LoopbackRun run = new LoopbackRun(script, hosts, seed)) {
      run.start();
      run.await(atMost);
      return new Outcome(name(), run.outcomes());
    }
  }
}
