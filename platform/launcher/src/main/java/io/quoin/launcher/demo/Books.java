package io.quoin.launcher.demo;

import io.quoin.api.ledger.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What everybody has before and after, and who paid whom in between. */
final class Books {

  private static final String BANK = "bank";

  private final Bank bank;
  private final List<DemoPeer> traders;
  private final Map<String, Address> addresses = new LinkedHashMap<>();
  private final Map<String, Long> before;

  /**
   * Writes down what everybody has now, once what a demonstration that was broken off had under way
   * is over. A bank that is one of them has no account of its own.
   */
  Books(Bank bank, List<DemoPeer> traders, Duration patience)
      throws DemoException, InterruptedException {
    this.bank = bank;
    this.traders = List.copyOf(traders);
    addresses.put(BANK, bank.address());
    for (DemoPeer trader : traders) {
      Purse purse = purse(trader);
      purse.until(purse::isAtRest, "old transfers of " + trader.name() + " were over", patience);
      purse.begin();
      addresses.values().remove(purse(trader).address());
      addresses.put(trader.name(), purse(trader).address());
    }
    before = balances();
  }

  private static Purse purse(DemoPeer trader) {
    return trader.purse().orElseThrow();
  }

  private Map<String, Long> balances() throws DemoException, InterruptedException {
    Map<String, Long> balances = new LinkedHashMap<>();
    for (Map.Entry<String, Address> owner : addresses.entrySet()) {
      balances.put(owner.getKey(), bank.balance(owner.getValue()));
    }
    return balances;
  }

  /** What everybody has now, and who paid whom; the whole truth once it is {@link #even}. */
  DemoMoney money() throws DemoException, InterruptedException {
    Map<String, Long> after = balances();
    List<DemoMoney.Account> accounts = new ArrayList<>();
    addresses.forEach(
        (name, address) ->
            accounts.add(
                new DemoMoney.Account(
                    name, address.toString(), before.get(name), after.get(name))));
    return new DemoMoney(bank.ledger().token(), accounts, payments());
  }

  /** Whether nobody owes anything any more: every payment is final. */
  boolean even() throws DemoException, InterruptedException {
    for (DemoPeer trader : traders) {
      if (purse(trader).debtTo(addresses.values()) > 0) {
        return false;
      }
    }
    return true;
  }

  private List<DemoMoney.Payment> payments() throws DemoException, InterruptedException {
    Map<Purse.Paid, String> payers = new HashMap<>();
    for (DemoPeer trader : traders) {
      purse(trader).payments().forEach(paid -> payers.put(paid, trader.name()));
    }
    return payers.keySet().stream()
        .sorted(Comparator.comparing(Purse.Paid::ordered))
        .map(
            paid ->
                new DemoMoney.Payment(
                    payers.get(paid), name(paid.payee()), paid.amount(), paid.id().toString()))
        .toList();
  }

  private String name(Address address) {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().equals(address))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(address::toString);
  }
}
