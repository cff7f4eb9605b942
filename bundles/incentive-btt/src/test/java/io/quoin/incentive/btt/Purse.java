package io.quoin.incentive.btt;

import io.quoin.api.journal.Budgets;
import io.quoin.api.ledger.Address;
import io.quoin.testbed.Incentive;
import io.quoin.testbed.Testbed;
import io.quoin.testbed.money.StandInWallet;
import io.quoin.testbed.money.VirtualJournal;
import io.quoin.testbed.money.VirtualLedger;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** A user with an address, money and a policy. */
final class Purse {
  static final long GIVEN = 1000 * Settings.TOKEN;

  final Testbed testbed;
  final VirtualLedger ledger;
  final StandInWallet wallet;
  final VirtualJournal journal;
  final BttProvider provider;

  Purse(Testbed testbed, VirtualLedger ledger, int number, BttSettings settings) {
    this(testbed, ledger, number, settings, Budgets.UNLIMITED);
  }

  Purse(Testbed testbed, VirtualLedger ledger, int number, BttSettings settings, Budgets budgets) {
    this.testbed = testbed;
    this.ledger = ledger;
    this.wallet = new StandInWallet(StandInWallet.address(number));
    ledger.give(wallet.address(), GIVEN);
    this.journal = new VirtualJournal(testbed, wallet, ledger, budgets);
    this.provider = new BttProvider(settings, wallet, wallet, ledger, journal);
  }

  Address address() {
    return wallet.address();
  }

  Incentive incentive() {
    return Incentive.of(BttProvider.ID, provider);
  }

  /** What a service answers, once the virtual clock has got there. */
  <T> T answer(CompletionStage<T> stage) {
    return answer(testbed, stage);
  }

  static <T> T answer(Testbed testbed, CompletionStage<T> stage) {
    AtomicReference<T> value = new AtomicReference<>();
    stage.thenAccept(value::set);
    if (!testbed.runUntil(() -> value.get() != null, Duration.ofMinutes(1))) {
      throw new AssertionError("no answer");
    }
    return value.get();
  }

  /** What it owes an address. */
  long owes(Purse other) {
    return answer(other.journal.payer(address())).debt();
  }

  long vouchedFor(Purse other) {
    return answer(other.journal.payer(address())).vouchered();
  }
}
