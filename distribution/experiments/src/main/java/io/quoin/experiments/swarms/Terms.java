package io.quoin.experiments.swarms;

import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.channel.CreditTerms;
import java.time.Duration;
import java.util.Set;

/**
 * What users of an experiment decide: what the bundle's configuration has by default, except that
 * settlements may cost a fee, since two free ones a day are soon spent.
 *
 * @param earn whether peers may pay them
 * @param spend whether they pay peers
 * @param limit the most that they pay, base units per GiB
 * @param freePercent for those who do not pay
 */
record Terms(boolean earn, boolean spend, long limit, int freePercent) {
  /** A token of six decimals, in base units. */
  static final long TOKEN = 1_000_000;

  private static final int STRANGERS = 4;
  private static final int FREE_PERCENT = 80;

  /** As they come. */
  static Terms of(boolean earn, boolean spend) {
    return new Terms(earn, spend, 2 * TOKEN, FREE_PERCENT);
  }

  Terms limited(long changed) {
    return new Terms(earn, spend, changed, freePercent);
  }

  Terms freePercent(int changed) {
    return new Terms(earn, spend, limit, changed);
  }

  BttSettings settings() {
    return new BttSettings(
        earn,
        spend,
        freePercent,
        TOKEN,
        TOKEN / 10,
        100 * TOKEN,
        limit,
        new CreditTerms(10 * TOKEN, 100 * TOKEN, CreditTerms.OVERDUE),
        1000 * TOKEN,
        Duration.ofDays(7),
        STRANGERS,
        TOKEN / 1000,
        true,
        false,
        Set.of());
  }
}
