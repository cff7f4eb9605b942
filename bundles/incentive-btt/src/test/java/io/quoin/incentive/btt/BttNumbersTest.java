package io.quoin.incentive.btt;

import static io.quoin.incentive.btt.Bench.PIECE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LeasePrice;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.Sample;
import org.junit.jupiter.api.Test;

class BttNumbersTest {

  @Test
  void what_is_bought_is_told_as_of_the_last_round() {
    Bench bench = new Bench(Settings.atOnePrice(false, true, Settings.CREDIT), false);
    assertThat(metric(bench, "leases").samples())
        .containsExactly(Sample.of(0L, "side", "selling"), Sample.of(0L, "side", "buying"));

    Bench.Remote seller = Sellers.leased(bench, 2);
    seller.delivers(4 * PIECE, 0);
    bench.run(15);

    assertThat(bench.own.provider.numbers().peers()).isEqualTo(1);
    assertThat(metric(bench, "leases").samples()).contains(Sample.of(1L, "side", "buying"));
    assertThat(metric(bench, "spent").samples())
        .containsExactly(Sample.of(LeasePrice.due(4 * PIECE, Settings.TOKEN)));
    assertThat(metric(bench, "earned").samples()).containsExactly(Sample.of(0));
  }

  @Test
  void what_is_sold_is_told_as_of_the_last_round() {
    Bench bench = new Bench(Settings.atOnePrice(true, false, Settings.CREDIT), true);

    Buyers.leased(bench, 2);
    bench.run(15);

    assertThat(metric(bench, "leases").samples()).contains(Sample.of(1L, "side", "selling"));
    assertThat(metric(bench, "ask_per_gibibyte").samples())
        .containsExactly(Sample.of(Settings.TOKEN));
  }

  private static Metric metric(Bench bench, String name) {
    return bench.own.provider.numbers().metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
