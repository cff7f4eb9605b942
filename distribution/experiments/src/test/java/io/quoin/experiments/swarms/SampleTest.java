package io.quoin.experiments.swarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void quantiles_lie_between_values_in_proportion() {
    Sample sample = Sample.of(List.of(4.0, 1.0, 2.0, 3.0));

    assertThat(sample.median()).isEqualTo(2.5);
    assertThat(sample.quantile(0.1)).isCloseTo(1.3, within(1e-9));
    assertThat(sample.least()).isEqualTo(1);
  }

  @Test
  void the_interval_is_around_the_mean() {
    Sample.Interval interval = Sample.of(List.of(1.0, 2.0, 3.0)).interval();

    assertThat(interval.low()).isCloseTo(2 - 4.30 / Math.sqrt(3), within(1e-9));
    assertThat(interval.high()).isCloseTo(2 + 4.30 / Math.sqrt(3), within(1e-9));
  }

  @Test
  void ranks_that_agree_correlate_and_ties_count_for_less() {
    assertThat(Fairness.spearman(List.of(1L, 2L, 3L), List.of(10L, 20L, 30L)))
        .isCloseTo(1, within(1e-9));
    assertThat(Fairness.spearman(List.of(1L, 2L, 3L), List.of(0L, 0L, 30L)))
        .isCloseTo(Math.sqrt(0.75), within(1e-9));
  }

  @Test
  void equal_shares_have_an_index_of_one_and_one_share_of_all_the_least() {
    assertThat(Fairness.jain(List.of(5L, 5L, 5L, 5L))).isEqualTo(1);
    assertThat(Fairness.jain(List.of(5L, 0L, 0L, 0L))).isEqualTo(0.25);
  }
}
