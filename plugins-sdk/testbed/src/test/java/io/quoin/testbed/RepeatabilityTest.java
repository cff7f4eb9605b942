package io.quoin.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.testbed.network.Access;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same seed is the same run: within a process, in the next one, and on another JDK. */
class RepeatabilityTest {

  /** Of {@link #everything} with seed 3, as it was first; to be changed with what peers do. */
  private static final String DIGEST =
      "4f7201f9bb753e3b21e4d12feae3345af02ad934f74153b87e8c018a6875ded9";

  @Test
  void a_run_is_the_same_on_every_jdk() {
    assertThat(everything(3).digest()).isEqualTo(DIGEST);
  }

  @Test
  void another_seed_is_another_run() {
    assertThat(everything(4).digest()).isNotEqualTo(everything(3).digest());
  }

  /** A run with all that is drawn at random somewhere. */
  private static Testbed everything(long seed) {
    Testbed testbed = new Testbed(seed);
    new StandardSwarm(20, 16 << 20)
        .addTo(
            testbed,
            plan -> {
              PeerPlan changed = plan.with(Incentive.of("turns", new TakingTurns()));
              return plan.name().endsWith("7") ? changed.leavingWhenComplete() : changed;
            });
    VirtualTorrent other = testbed.torrent(3_000_001, 16_384);
    Access bad =
        Access.of(1 << 20, 1 << 19).withJitter(Duration.ofMillis(20)).withLoss(0.01).behindNat();
    testbed.add(PeerPlan.seed("seed", other, Access.of(1 << 20, 1 << 18)));
    testbed.add(PeerPlan.seed("poisoner", other, Access.of(1 << 20, 1 << 18)).spoiling(0.05));
    for (int i = 0; i < 5; i++) {
      testbed.add(PeerPlan.leech("other " + i, other, bad).arriving(Duration.ofSeconds(i)));
    }
    testbed.run(Duration.ofMinutes(3));
    return testbed;
  }
}
