package io.quoin.incentive.btt.buying;

import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.PayeeAccount;
import io.quoin.api.journal.Settlement;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.TransferId;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has debts settled when they are due: at half of the seller's credit, when the seller asks or we
 * are done, and a day after the oldest voucher. The journal pays; this asks it to, and tells the
 * seller when a payment is on its way, so that it is found also if we have to go, and when it is
 * final.
 */
final class SettlementDesk {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int SHOWN = 100;
  private static final int REMINDED = 4;

  private final Money money;
  private final Answers answers;
  private final BooleanSupplier mayTransfer;
  private final Consumer<Settlement> told;
  private final Set<Address> wanted = new HashSet<>();
  private final Set<Address> owed = new HashSet<>();
  private final Map<TransferId, Address> pending = new LinkedHashMap<>();
  private boolean asking;

  /**
   * Nothing is due yet.
   *
   * @param mayTransfer whether a transfer costs no fee, or one that is allowed; else debts wait
   * @param told called with every payment when it begins and when it is final
   */
  SettlementDesk(
      Money money, Answers answers, BooleanSupplier mayTransfer, Consumer<Settlement> told) {
    this.money = money;
    this.answers = answers;
    this.mayTransfer = mayTransfer;
    this.told = told;
  }

  /** A seller is to be paid soon, however little it is. */
  void want(Address payee) {
    wanted.add(payee);
  }

  /** Whether an address is still to be paid, or to be told of it. */
  boolean owes(Address payee) {
    return wanted.contains(payee) || owed.contains(payee) || pending.containsValue(payee);
  }

  /**
   * Looks what is due.
   *
   * @param credit U of a seller, as far as it is known
   */
  void look(Instant now, Function<Address, Long> credit) {
    if (asking) {
      return;
    }
    asking = true;
    answers.await(
        money.journal().creditors(),
        creditors -> {
          asking = false;
          owed.clear();
          creditors.stream().filter(c -> c.debt() > 0).forEach(c -> owed.add(c.payee()));
          wanted.retainAll(owed);
          for (PayeeAccount account : creditors) {
            if (isDue(account, now, credit.apply(account.payee()))) {
              settle(account.payee());
            }
          }
        },
        failure -> asking = false);
    for (TransferId id : List.copyOf(pending.keySet())) {
      answers.await(
          money.journal().settlement(id),
          found -> found.filter(s -> s.state().isOver()).ifPresent(this::over),
          failure -> {});
    }
  }

  private boolean isDue(PayeeAccount account, Instant now, long credit) {
    long open = account.debt() - account.settling();
    boolean old = account.oldest().filter(since -> !since.plus(LONGEST).isAfter(now)).isPresent();
    boolean underWay = account.settling() > 0;
    return open > 0
        && !underWay
        && mayTransfer.getAsBoolean()
        && (open >= Math.max(1, credit / 2) || old || wanted.contains(account.payee()));
  }

  private void settle(Address payee) {
    answers.await(
        money.journal().settle(payee),
        settlement -> {
          wanted.remove(payee);
          if (pending.put(settlement.id(), payee) == null) {
            told.accept(settlement);
          }
        },
        failure -> {
          if (failure instanceof JournalException e
              && e.code() == JournalException.Code.NOTHING_LEFT) {
            wanted.remove(payee);
          }
        });
  }

  private void over(Settlement settlement) {
    if (pending.remove(settlement.id()) != null && settlement.state() == Settlement.State.FINAL) {
      told.accept(settlement);
    }
  }

  /** Tells again of what was lately paid, or is being paid, to a seller that has come back. */
  void remind(Address payee, Consumer<Settlement> tell) {
    answers.await(
        money.journal().settlements(SHOWN),
        all -> {
          List<Settlement> paid = all.stream().filter(s -> s.payee().equals(payee)).toList();
          paid.stream()
              .filter(s -> s.state() == Settlement.State.FINAL)
              .limit(REMINDED)
              .forEach(tell);
          paid.stream()
              .filter(s -> !s.state().isOver())
              .forEach(
                  s -> {
                    pending.put(s.id(), payee);
                    tell.accept(s);
                  });
        },
        failure -> {});
  }
}
