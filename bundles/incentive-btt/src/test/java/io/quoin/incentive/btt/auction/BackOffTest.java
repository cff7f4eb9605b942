package io.quoin.incentive.btt.auction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff();

  private long wait(Object key, long round) {
    long waited = 0;
    while (backOff.waits(key, round + waited)) {
      waited++;
    }
    return waited - 1;
  }

  @Test
  void each_failure_doubles_the_wait_up_to_the_longest() {
    long round = 0;
    for (long expected : new long[] {1, 2, 4, 8, 16, 32, 64, 64, 64}) {
      backOff.failed("a", round);
      assertThat(wait("a", round)).isEqualTo(expected);
      round += 100;
    }
  }

  @Test
  void a_lease_that_went_well_forgets_all() {
    backOff.failed("a", 0);
    backOff.failed("a", 0);

    backOff.worked("a");

    assertThat(backOff.waits("a", 1)).isFalse();
    backOff.failed("a", 10);
    assertThat(wait("a", 10)).isEqualTo(1);
  }

  @Test
  void others_do_not_wait() {
    backOff.failed("a", 0);

    assertThat(backOff.waits("b", 1)).isFalse();
  }

  @Test
  void no_more_are_remembered_than_the_bound() {
    for (int i = 0; i < 3 * BackOff.MOST; i++) {
      backOff.failed(i, 0);
    }

    assertThat(backOff.size()).isEqualTo(BackOff.MOST);
  }
}
