package io.quoin.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BandwidthTest {

  private static final long DAY = 28_800;

  @Test
  void what_was_used_comes_back_evenly_over_a_day() {
    Bandwidth used = Bandwidth.UNUSED.plus(282, 1_000);

    assertThat(used.usedAt(1_000)).isEqualTo(282);
    assertThat(used.usedAt(1_000 + DAY / 4)).isEqualTo(211);
    assertThat(used.usedAt(1_000 + DAY / 2)).isEqualTo(141);
    assertThat(used.usedAt(1_000 + DAY - 1)).isZero();
    assertThat(used.usedAt(1_000 + DAY)).isZero();
  }

  @Test
  void use_adds_to_what_has_not_come_back() {
    Bandwidth twice = Bandwidth.UNUSED.plus(282, 0).plus(282, DAY / 2);

    assertThat(twice.usedAt(DAY / 2)).isEqualTo(423);
    assertThat(twice.usedAt(DAY)).isEqualTo(211);
    assertThat(twice.usedAt(DAY / 2 + DAY)).isZero();
  }

  @Property(seed = "1")
  void it_only_gets_less_by_waiting(
      @ForAll @LongRange(max = 600) long points,
      @ForAll @LongRange(max = 1_000_000) long slot,
      @ForAll @LongRange(max = 40_000) long later,
      @ForAll @LongRange(max = 40_000) long stillLater) {
    Bandwidth used = Bandwidth.UNUSED.plus(points, slot);

    long first = used.usedAt(slot + later);
    long second = used.usedAt(slot + later + stillLater);

    assertThat(first).isBetween(0L, points);
    assertThat(second).isBetween(0L, first);
  }
}
