package io.quoin.incentive.btt.auction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sums of the last minutes. */
class LatelyTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void what_is_older_than_the_minutes_no_longer_counts() {
    Lately<String> lately = new Lately<>(10);
    lately.add("a", 5, 0);
    lately.add("a", 7, 5 * MINUTE);

    assertThat(lately.sum("a", 9 * MINUTE)).isEqualTo(12);
    assertThat(lately.sum("a", 10 * MINUTE)).isEqualTo(7);
    assertThat(lately.sum("a", 15 * MINUTE)).isZero();
    lately.clean(15 * MINUTE);
    assertThat(lately.size()).isZero();
  }

  @Test
  void no_more_keys_are_remembered_than_the_bound() {
    Lately<Integer> lately = new Lately<>(10);
    for (int i = 0; i < 3 * Lately.MOST; i++) {
      lately.add(i, 1, 0);
    }

    assertThat(lately.size()).isEqualTo(Lately.MOST);
    assertThat(lately.sum(3 * Lately.MOST - 1, 0)).isEqualTo(1);
  }
}
