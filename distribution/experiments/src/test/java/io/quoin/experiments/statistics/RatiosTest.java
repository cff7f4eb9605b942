package io.quoin.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void the_interval_is_students() {
    Ratios ratios = new Ratios(List.of(1.0, 1.1, 1.2, 1.3, 1.4));

    assertThat(ratios.median()).isEqualTo(1.2);
    assertThat(ratios.mean()).isCloseTo(1.2, within(1e-9));
    assertThat(ratios.high() - ratios.mean()).isCloseTo(2.78 * 0.1581 / Math.sqrt(5), within(1e-3));
    assertThat(ratios.low()).isCloseTo(2 * ratios.mean() - ratios.high(), within(1e-9));
  }

  @Test
  void one_pair_has_no_interval() {
    assertThat(new Ratios(List.of(1.5)).high()).isNaN();
  }
}
