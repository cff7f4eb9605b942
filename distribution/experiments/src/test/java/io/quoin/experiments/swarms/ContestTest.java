package io.quoin.experiments.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.testbed.StandardSwarm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The claims in small: a swarm that takes seconds, always the same. */
class ContestTest {
  private static final StandardSwarm SWARM = new StandardSwarm(24, 96L << 20);
  private static final Contest PAYING = Contest.of(SWARM, 25);

  private static double othersSeconds(Outcome outcome) {
    return outcome
        .of(fate -> fate.rank() >= 0 && !PAYING.pays(fate.rank()), Fate::seconds)
        .median();
  }

  @Test
  void payers_are_served_sooner_and_others_hardly_later() {
    Outcome on = PAYING.play(1);
    Outcome off = PAYING.off().play(1);

    assertThat(on.fates()).allMatch(fate -> fate.role() == Role.SEED || fate.complete());
    assertThat(on.payersOverOthers()).isGreaterThan(1.2);
    assertThat(othersSeconds(on)).isLessThan(1.15 * othersSeconds(off));
    assertThat(on.paidShare()).isBetween(0.02, 0.2);
    assertThat(on.audit().faults()).isEmpty();
    assertThat(on.audit().moved()).isPositive();
  }

  @Test
  void without_the_incentive_nobody_is_ahead_of_the_others() {
    Outcome off = PAYING.off().play(2);

    assertThat(off.fates()).allMatch(fate -> fate.role() == Role.SEED || fate.complete());
    assertThat(off.paidShare()).isZero();
    assertThat(off.audit().transfers()).isZero();
    assertThat(off.payersOverOthers()).isBetween(0.85, 1.15);
  }

  @Test
  void one_run_says_that_it_is_one_seed() {
    assertThat(Section.figure(Sample.of(List.of(1.5)), 2)).isEqualTo("1.50 (one seed)");
  }
}
