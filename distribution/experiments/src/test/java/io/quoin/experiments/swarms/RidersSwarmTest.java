package io.quoin.experiments.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Free riders in small. */
class RidersSwarmTest {

  @ParameterizedTest
  @EnumSource
  void free_riders_give_nothing_and_all_complete(RidersSwarm.Arm arm) {
    Outcome outcome = new RidersSwarm(10, 16L << 20, arm).play(1);

    assertThat(outcome.fates()).allMatch(Fate::complete);
    assertThat(outcome.fates())
        .filteredOn(fate -> fate.role() == Role.FREE_RIDER)
        .hasSize(4)
        .allMatch(fate -> fate.result().sent() == 0);
    assertThat(outcome.audit().faults()).isEmpty();
  }
}
