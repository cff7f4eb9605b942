package io.quoin.experiments.swarms;

import io.quoin.api.journal.Budgets;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.BttProvider;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.testbed.money.VirtualJournal;
import io.quoin.testbed.money.VirtualLedger;

/** A user with an address, tokens, books and the policy that is measured. */
final class Trader {
  private final StandInWallet wallet;
  private final VirtualJournal journal;
  private final BttProvider provider;

  Trader(Testbed testbed, VirtualLedger ledger, int number, Terms terms) {
    wallet = new StandInWallet(StandInWallet.address(number));
    journal = new VirtualJournal(testbed, wallet, ledger, Budgets.UNLIMITED);
    provider = new BttProvider(terms.settings(), wallet, wallet, ledger, journal);
  }

  Address address() {
    return wallet.address();
  }

  StandInWallet wallet() {
    return wallet;
  }

  VirtualJournal journal() {
    return journal;
  }

  BttProvider provider() {
    return provider;
  }

  Incentive incentive() {
    return Incentive.of(BttProvider.ID, provider);
  }
}
