package io.quoin.incentive.btt.auction;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AskPriceTest {

  @Test
  void a_full_round_raises_it_by_a_tenth_and_an_idle_one_lowers_it_by_a_twentieth() {
    AskPrice ask = new AskPrice(1000, 1, 1_000_000);

    assertThat(ask.afterFullRound(2000).price()).isEqualTo(1100);
    assertThat(ask.afterIdleRound().price()).isEqualTo(950);
  }

  @Test
  void the_smallest_price_still_moves() {
    assertThat(new AskPrice(1, 1, 10).afterFullRound(10).price()).isEqualTo(2);
    assertThat(new AskPrice(3, 1, 10).afterIdleRound().price()).isEqualTo(2);
  }

  @Test
  void it_does_not_rise_beyond_what_the_winners_pay() {
    AskPrice ask = new AskPrice(1000, 1, 1_000_000);

    assertThat(ask.afterFullRound(1040).price()).isEqualTo(1040);
    assertThat(ask.afterFullRound(900).price()).isEqualTo(1000);
  }

  @Property
  void it_stays_within_its_bounds_and_moves_unless_it_is_at_one(
      @ForAll @LongRange(min = 1, max = 1L << 53) long price,
      @ForAll @LongRange(min = 1, max = 1L << 53) long one,
      @ForAll @LongRange(min = 1, max = 1L << 53) long other) {
    AskPrice ask = new AskPrice(price, Math.min(one, other), Math.max(one, other));

    long up = ask.afterFullRound(Long.MAX_VALUE).price();
    long down = ask.afterIdleRound().price();

    assertThat(up).isBetween(ask.reserve(), ask.ceiling());
    assertThat(down).isBetween(ask.reserve(), ask.ceiling());
    assertThat(up > ask.price() || ask.price() == ask.ceiling()).isTrue();
    assertThat(down < ask.price() || ask.price() == ask.reserve()).isTrue();
  }
}
