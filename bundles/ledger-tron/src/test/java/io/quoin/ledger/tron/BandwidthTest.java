package io.quoin.ledger.tron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.ledger.TokenId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tron.trident.proto.Response.AccountNetMessage;

class BandwidthTest {

  private static final long POINTS = Bandwidth.points(new TokenId(1_002_000));

  private static AccountNetMessage account(long limit, long used, long staked, long stakedUsed) {
    return AccountNetMessage.newBuilder()
        .setFreeNetLimit(limit)
        .setFreeNetUsed(used)
        .setNetLimit(staked)
        .setNetUsed(stakedUsed)
        .build();
  }

  @Test
  void no_transfer_uses_more_than_the_bound_and_two_a_day_are_free() {
    assertThat(POINTS).isBetween(282L, 292L);
    assertThat(Bandwidth.freeTransfers(account(600, 0, 0, 0), POINTS)).isEqualTo(2);
  }

  @Test
  void a_transfer_fits_whole_into_one_kind_of_points() {
    assertThat(Bandwidth.freeTransfers(account(POINTS - 1, 0, POINTS - 1, 0), POINTS)).isZero();
    assertThat(Bandwidth.freeTransfers(account(POINTS, 0, 3 * POINTS, 0), POINTS)).isEqualTo(4);
  }

  @Test
  void points_that_are_overdrawn_are_none() {
    assertThat(Bandwidth.freeTransfers(account(600, 601, 5, Long.MAX_VALUE), POINTS)).isZero();
    assertThat(Bandwidth.freeTransfers(account(Long.MAX_VALUE, 0, 0, 0), 1))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void prices_that_nobody_could_pay_are_no_prices() {
    var huge = ScriptedChain.prices(Map.of("getTransactionFee", Long.MAX_VALUE));
    var negative = ScriptedChain.prices(Map.of("getTransactionFee", -1L));

    assertThatThrownBy(() -> Bandwidth.fee(huge, POINTS, false))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Bandwidth.fee(negative, POINTS, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
