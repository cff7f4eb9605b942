package io.quoin.incentive.btt.buying;

import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;

/**
 * Whether debts that we might run up could be settled: there is a balance, and a transfer is free,
 * or its fee is none or allowed. Asked of the ledger every minute, before any debt arises.
 */
final class Solvency {
  private static final long MINUTE = 60_000_000_000L;

  private final Money money;
  private final Answers answers;
  private final boolean fees;
  private long balance;
  private boolean transferable;
  private long askedAt;
  private boolean asked;

  /**
   * Not known yet.
   *
   * @param fees whether transfers that cost a fee are made
   */
  Solvency(Money money, Answers answers, boolean fees) {
    this.money = money;
    this.answers = answers;
    this.fees = fees;
  }

  /** Asks the ledger, if the last answer is old. */
  void look(long now, Runnable changed) {
    if (asked && now - askedAt < MINUTE) {
      return;
    }
    asked = true;
    askedAt = now;
    answers.await(
        money.ledger().balance(money.address()),
        amount -> {
          balance = amount;
          changed.run();
        },
        failure -> balance = 0);
    answers.await(
        money.ledger().freeTransfers(money.address()),
        free -> {
          transferable = free > 0 || fees;
          if (transferable) {
            changed.run();
          } else {
            askFee(changed);
          }
        },
        failure -> transferable = false);
  }

  private void askFee(Runnable changed) {
    answers.await(
        money.ledger().fee(money.address(), money.address()),
        fee -> {
          transferable = fee == 0;
          changed.run();
        },
        failure -> transferable = false);
  }

  /** Whether a transfer costs no fee, or one that is allowed. */
  boolean mayTransfer() {
    return transferable;
  }

  /**
   * Whether we could pay.
   *
   * @param more beyond what is promised already
   * @param committed what is promised
   */
  boolean covers(long more, long committed) {
    return transferable && balance - committed >= more;
  }
}
