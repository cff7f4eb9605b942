package io.quoin.incentive.btt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.journal.LaneProgress;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

class TariffTest {
  private static final long GIB = 1L << 30;

  @Test
  void each_lease_is_rounded_up_by_itself() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, 1);
    tariff.begin(1, 1);
    tariff.begin(2, GIB);

    assertThat(tariff.due(0)).isZero();
    assertThat(tariff.due(1)).isEqualTo(1);
    assertThat(tariff.due(2)).isEqualTo(2);
    assertThat(tariff.due(12)).isEqualTo(12);
  }

  @Test
  void a_price_that_starts_where_another_would_have_replaces_it() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, GIB);
    tariff.begin(100, 7 * GIB);
    tariff.begin(50, 2 * GIB);

    assertThat(tariff.due(200)).isEqualTo(50 + 2 * 150);
  }

  @Test
  void what_is_forgotten_leaves_later_sums_as_they_were() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, GIB + 1);
    tariff.begin(10, 3);
    tariff.begin(20, 5 * GIB);
    long before = tariff.due(30);

    tariff.forget(25);

    assertThat(tariff.due(30)).isEqualTo(before);
  }

  @Test
  void what_was_kept_costs_the_same_after_a_restart() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, 12_345);
    tariff.begin(1_000_000, 54_321);
    tariff.forget(1_000_000);

    Tariff again = new Tariff(tariff.announced(2_000_000, 1_500_000));

    assertThat(again.due(3_000_000)).isEqualTo(tariff.due(3_000_000));
  }

  @Test
  void a_sum_beyond_all_amounts_is_the_highest_amount() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, 1L << 53);

    assertThat(tariff.due(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void no_more_leases_are_kept_than_the_bound() {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    for (int i = 0; i < LaneProgress.MOST_LEASES; i++) {
      assertThat(tariff.full()).isFalse();
      tariff.begin(i, 1);
    }

    assertThat(tariff.full()).isTrue();
  }

  @Property
  void a_price_is_what_big_integers_say(
      @ForAll @LongRange(min = 0, max = 1L << 50) long bytes,
      @ForAll @LongRange(min = 1, max = 1L << 40) long price) {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, price);

    BigInteger exact =
        BigInteger.valueOf(bytes)
            .multiply(BigInteger.valueOf(price))
            .add(BigInteger.valueOf(GIB - 1))
            .shiftRight(30);

    assertThat(BigInteger.valueOf(tariff.due(bytes)))
        .isEqualTo(exact.min(BigInteger.valueOf(Long.MAX_VALUE)));
  }

  @Property
  void an_amount_reaches_exactly_as_far_as_it_pays_for(
      @ForAll @LongRange(min = 0, max = 1L << 40) long from,
      @ForAll @LongRange(min = 0, max = 1L << 40) long amount,
      @ForAll @LongRange(min = 1, max = 1L << 45) long price) {
    Tariff tariff = new Tariff(LaneProgress.NONE);
    tariff.begin(0, price);
    long already = tariff.due(from);
    Assumptions.assumeThat(already).isLessThan(Long.MAX_VALUE / 2);

    long reach = tariff.reach(from, amount);
    Assumptions.assumeThat(reach).isLessThan(Long.MAX_VALUE);

    assertThat(tariff.due(reach) - already).isLessThanOrEqualTo(amount);
    assertThat(tariff.due(reach + 1) - already).isGreaterThan(amount);
  }
}
