package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.journal.BudgetUse;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;
import java.util.function.Consumer;

/** What may still be promised: budgets, and what can be settled. */
final class Spending {
  private static final long UNLIMITED = Long.MAX_VALUE;

  private final Money money;
  private final Answers answers;
  private final Solvency solvency;
  private final Runnable publish;
  private long committed;
  private boolean spent;

  /**
   * Nothing is promised yet.
   *
   * @param publish puts a changed allocation into effect
   */
  Spending(Money money, Answers answers, Solvency solvency, Runnable publish) {
    this.money = money;
    this.answers = answers;
    this.solvency = solvency;
    this.publish = publish;
  }

  /** Whether the budgets of the day or in all are used up. */
  boolean over() {
    return spent;
  }

  /** Whether another debt could be settled. */
  boolean coversMore() {
    return solvency.covers(1, committed);
  }

  /**
   * Asks a seller for no more than the budgets allow to be paid for.
   *
   * @param leave is done if that is less than can be verified
   */
  void limit(BuySide side, Consumer<BuySide> leave) {
    BuySide.Account account = side.account().orElseThrow();
    answers.await(
        money.journal().budgets(account.terms().payee(), account.lane().torrent()),
        use -> limited(side, account, use, leave),
        failure -> {});
  }

  private void limited(
      BuySide side, BuySide.Account account, BudgetUse use, Consumer<BuySide> leave) {
    committed = use.committed();
    long room = use.room();
    spent =
        use.limits().total() - use.used().total() <= 0 || use.limits().day() <= use.used().day();
    if (!solvency.covers(0, committed)) {
      room = 0;
    }
    if (!side.leased() || room == UNLIMITED) {
      return;
    }
    long left = room - account.lane().atMost();
    PeerTraffic traffic = side.conversation().traffic();
    long bytes = left <= 0 ? 0 : account.lane().affordable(left);
    side.requestUpTo(sum(traffic.received(), bytes));
    if (bytes < side.unit()) {
      leave.accept(side);
    }
    publish.run();
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? UNLIMITED : sum;
  }
}
