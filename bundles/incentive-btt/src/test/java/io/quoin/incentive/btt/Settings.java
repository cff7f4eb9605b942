package io.quoin.incentive.btt;

import io.quoin.incentive.btt.channel.CreditTerms;
import java.time.Duration;
import java.util.Set;

/** What users of tests decide: a token of a million base units a GiB, and generous bounds. */
final class Settings {
  static final long TOKEN = 1_000_000;
  static final CreditTerms CREDIT = new CreditTerms(100 * TOKEN, 1000 * TOKEN, CreditTerms.OVERDUE);

  private Settings() {}

  static BttSettings of(boolean earn, boolean spend) {
    return with(earn, spend, 2 * TOKEN, CREDIT);
  }

  static BttSettings with(boolean earn, boolean spend, long limit, CreditTerms credit) {
    return with(earn, spend, limit, credit, true);
  }

  /** Of somebody who buys from so many at once that it never paid. */
  static BttSettings meeting(int strangers) {
    return with(false, true, 2 * TOKEN, CREDIT, true, strangers);
  }

  private static BttSettings with(
      boolean earn, boolean spend, long limit, CreditTerms credit, boolean fees) {
    return with(earn, spend, limit, credit, fees, 100);
  }

  private static BttSettings with(
      boolean earn, boolean spend, long limit, CreditTerms credit, boolean fees, int strangers) {
    return new BttSettings(
        earn,
        spend,
        80,
        TOKEN,
        TOKEN / 10,
        100 * TOKEN,
        limit,
        credit,
        1000 * TOKEN,
        Duration.ofDays(7),
        strangers,
        TOKEN / 1000,
        fees,
        false,
        Set.of());
  }

  /** Where a GiB always costs a token. */
  static BttSettings atOnePrice(boolean earn, boolean spend, CreditTerms credit) {
    return new BttSettings(
        earn,
        spend,
        80,
        TOKEN,
        TOKEN,
        TOKEN,
        TOKEN,
        credit,
        1000 * TOKEN,
        Duration.ofDays(7),
        100,
        TOKEN / 1000,
        true,
        false,
        Set.of());
  }

  /** Of somebody who pays peers, but no fees. */
  static BttSettings withoutFees() {
    return with(false, true, 2 * TOKEN, CREDIT, false);
  }
}
