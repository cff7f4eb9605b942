package io.quoin.api.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LaneProgressTest {

  private static final long GIB = 1L << 30;

  private static BigInteger exact(long bytes, long price) {
    return BigInteger.valueOf(bytes)
        .multiply(BigInteger.valueOf(price))
        .add(BigInteger.valueOf(GIB - 1))
        .shiftRight(30);
  }

  @Test
  void a_price_is_rounded_up_to_the_base_unit() {
    assertThat(LeasePrice.due(0, 1)).isZero();
    assertThat(LeasePrice.due(1, 1)).isEqualTo(1);
    assertThat(LeasePrice.due(GIB, 7)).isEqualTo(7);
    assertThat(LeasePrice.due(GIB + 1, 7)).isEqualTo(8);
  }

  @Test
  void products_of_more_than_64_bits_are_exact_or_refused() {
    Random random = new Random(128);
    for (int i = 0; i < 100_000; i++) {
      long bytes = random.nextLong() >>> (1 + random.nextInt(62));
      long price = 1 + (random.nextLong() >>> (11 + random.nextInt(53)));
      BigInteger exact = exact(bytes, price);

      if (exact.bitLength() < 64) {
        assertThat(LeasePrice.due(bytes, price)).isEqualTo(exact.longValueExact());
      } else {
        assertThatExceptionOfType(ArithmeticException.class)
            .isThrownBy(() -> LeasePrice.due(bytes, price));
      }
    }
  }

  @Test
  void the_last_amount_that_fits_is_given_and_the_next_refused() {
    long price = LeasePrice.HIGHEST;
    long bytes = 1L << 40;

    assertThat(LeasePrice.due(bytes - 1, price)).isEqualTo(Long.MAX_VALUE - (1L << 23) + 1);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> LeasePrice.due(bytes, price));
  }

  @Test
  void every_lease_is_rounded_up_by_itself() {
    LaneProgress progress =
        new LaneProgress(
            300,
            300,
            0,
            List.of(new LeasePrice(0, 1), new LeasePrice(100, 1), new LeasePrice(200, 1)));

    assertThat(LongStream.of(0, 1, 100, 101, 200, 201, 300).map(progress::due))
        .containsExactly(0L, 1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  void what_lies_before_the_leases_is_carried_along() {
    LaneProgress progress = new LaneProgress(2 * GIB, GIB, 1000, List.of(new LeasePrice(GIB, 5)));

    assertThat(progress.due(GIB)).isEqualTo(1000);
    assertThat(progress.due(2 * GIB)).isEqualTo(1005);
    assertThatIllegalArgumentException().isThrownBy(() -> progress.due(GIB - 1));
  }

  @Test
  void progress_that_contradicts_itself_is_refused() {
    List<LeasePrice> tooMany =
        LongStream.rangeClosed(0, LaneProgress.MOST_LEASES)
            .mapToObj(from -> new LeasePrice(from, 1))
            .toList();

    assertThatIllegalArgumentException().isThrownBy(() -> new LaneProgress(1, 2, 0, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new LaneProgress(1, -1, 0, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LaneProgress(1, 1, 0, List.of(new LeasePrice(2, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LaneProgress(9, 1, 0, List.of(new LeasePrice(5, 1), new LeasePrice(4, 1))));
    assertThatIllegalArgumentException().isThrownBy(() -> new LaneProgress(100, 1, 0, tooMany));
    assertThatIllegalArgumentException().isThrownBy(() -> new LeasePrice(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeasePrice(0, LeasePrice.HIGHEST + 1));
  }
}
