package io.quoin.launcher.demo;

import io.quoin.api.ledger.TokenFacts;
import java.util.List;

/**
 * What came of the money, once every payment is final. Amounts are base units.
 *
 * @param token what is paid with
 * @param accounts everybody who has one, the bank first if there is one
 * @param payments in the order they were made
 */
public record DemoMoney(TokenFacts token, List<Account> accounts, List<Payment> payments) {

  /** Copies the lists. */
  public DemoMoney {
    accounts = List.copyOf(accounts);
    payments = List.copyOf(payments);
  }

  /**
   * An account of the ledger.
   *
   * @param name whose
   * @param address as the ledger knows it
   * @param before what it had when the downloads began
   * @param after what it has in the end
   */
  public record Account(String name, String address, long before, long after) {}

  /**
   * A transfer of the ledger.
   *
   * @param from who paid
   * @param to who was paid
   * @param amount how much
   * @param id of the transfer
   */
  public record Payment(String from, String to, long amount, String id) {}

  /**
   * The sum of all balances when the downloads began.
   *
   * @return base units
   */
  public long before() {
    return accounts.stream().mapToLong(Account::before).sum();
  }

  /**
   * The sum of all balances in the end.
   *
   * @return base units
   */
  public long after() {
    return accounts.stream().mapToLong(Account::after).sum();
  }

  /**
   * Whether nothing was made or lost: the sum is as before, and every balance has changed by what
   * was paid.
   *
   * @return true if so
   */
  public boolean conserved() {
    return before() == after()
        && accounts.stream()
            .allMatch(account -> account.after() - account.before() == net(account));
  }

  private long net(Account account) {
    return payments.stream()
        .mapToLong(
            payment ->
                (payment.to().equals(account.name()) ? payment.amount() : 0)
                    - (payment.from().equals(account.name()) ? payment.amount() : 0))
        .sum();
  }
}
