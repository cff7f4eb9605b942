package io.quoin.experiments.swarms;

import io.quoin.api.journal.Budgets;
import io.quoin.incentive.btt.BttProvider;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.channel.CreditTerms;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.testbed.money.VirtualJournal;
import io.quoin.testbed.money.VirtualLedger;
import java.time.Duration;
import java.util.Set;

/** A user with an address, tokens, books and the policy that is measured. */
final class Trader {
  private static final long TOKEN = 1_000_000;

  /** Base units that everybody begins with. */
  static final long GIVEN = 1000 * TOKEN;

  private final Incentive incentive;

  Trader(Testbed testbed, VirtualLedger ledger, int number, BttSettings settings) {
    StandInWallet wallet = new StandInWallet(StandInWallet.address(number));
    ledger.give(wallet.address(), GIVEN);
    VirtualJournal journal = new VirtualJournal(testbed, wallet, ledger, Budgets.UNLIMITED);
    incentive =
        Incentive.of(BttProvider.ID, new BttProvider(settings, wallet, wallet, ledger, journal));
  }

  Incentive incentive() {
    return incentive;
  }

  static BttSettings settings(boolean earns, boolean spends, int strangers) {
    return new BttSettings(
        earns,
        spends,
        80,
        TOKEN,
        TOKEN / 10,
        100 * TOKEN,
        2 * TOKEN,
        new CreditTerms(10 * TOKEN, 100 * TOKEN, CreditTerms.OVERDUE),
        1000 * TOKEN,
        Duration.ofDays(7),
        strangers,
        0,
        true,
        false,
        Set.of());
  }
}
