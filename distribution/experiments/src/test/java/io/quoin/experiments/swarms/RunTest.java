package io.quoin.experiments.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.testbed.StandardSwarm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The claims in small: a swarm that takes seconds, always the same. */
class RunTest {
  private static final StandardSwarm SWARM = new StandardSwarm(24, 96L << 20);
  private static final Arm PAYING = new Arm(25, 100, true, true, true);

  @Test
  void payers_are_served_sooner_and_others_hardly_later() {
    Comparison compared =
        new Comparison(
            PAYING, List.of(Run.play(SWARM, PAYING, 1)), List.of(Run.play(SWARM, PAYING.off(), 1)));

    assertThat(compared.incomplete()).isZero();
    assertThat(compared.payersOverOthers().median()).isGreaterThan(1.2);
    assertThat(compared.othersTime().median()).isLessThan(1.15);
    assertThat(compared.paidShare()).isBetween(0.02, 0.2);
    assertThat(compared.conserved()).isTrue();
  }

  @Test
  void without_the_incentive_nobody_is_ahead_of_the_others() {
    Run run = Run.play(SWARM, PAYING.off(), 2);

    assertThat(run.complete()).isTrue();
    assertThat(run.paidShare()).isZero();
    assertThat(run.transfers()).isZero();
    assertThat(run.payersOverOthers()).isBetween(0.85, 1.15);
  }
}
