package io.quoin.incentive.btt.selling;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.channel.CreditBook;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Those who owe us, here or not: looked after while they may, and given up when they are long
 * overdue.
 */
final class Debts {
  /** How often is looked what payers owe that are not here, in rounds: once an hour. */
  private static final int ABSENT_ROUNDS = 360;

  /** How often is looked what of the losses is older than a day, in rounds. */
  private static final int LOSS_ROUNDS = 30;

  private final Money money;
  private final Answers answers;
  private final CreditBook book;
  private final SellSides sides;
  private final Duration overdueAfter;
  private final Supplier<Instant> ledgerTime;
  private final Consumer<Debtor> changed;
  private boolean recalled;
  private int missing;

  /**
   * Nobody is looked after until {@link #recall}.
   *
   * @param overdueAfter when a debt that is due is given up
   * @param ledgerTime the solidified time of the ledger, or the local one
   * @param changed told of those whose account was read anew
   */
  Debts(
      Money money,
      Answers answers,
      CreditBook book,
      SellSides sides,
      Duration overdueAfter,
      Supplier<Instant> ledgerTime,
      Consumer<Debtor> changed) {
    this.money = money;
    this.answers = answers;
    this.book = book;
    this.sides = sides;
    this.overdueAfter = overdueAfter;
    this.ledgerTime = ledgerTime;
    this.changed = changed;
  }

  // --- those who were here before ---

  /** Looks after payers that had more than they vouched for; until then nothing is sold. */
  void recall() {
    answers.await(
        money.journal().unvouchered(CreditBook.MOST_DEBTORS),
        channels -> {
          Map<Address, List<Channel>> byPayer =
              channels.stream().collect(Collectors.groupingBy(c -> c.terms().payer()));
          missing = byPayer.size();
          recalled = true;
          byPayer.forEach(this::recall);
        },
        failure -> {});
  }

  private void recall(Address payer, List<Channel> channels) {
    answers.await(
        money.journal().payer(payer),
        account -> {
          missing--;
          if (book.find(payer).isEmpty() && !book.full()) {
            Debtor debtor = new Debtor(account, Optional.empty(), ledgerTime.get());
            Opening.unvouched(channels, debtor);
            book.add(debtor);
          }
        },
        failure -> recalled = false);
  }

  /** Whether all are known that had more than they vouched for. */
  boolean complete() {
    return recalled && missing == 0;
  }

  // --- those who are here ---

  Optional<Debtor> find(Address payer) {
    return book.find(payer);
  }

  /** Looks after a payer; empty if there are too many. */
  Optional<Debtor> lookAfter(PayerAccount account, Conversation from) {
    if (book.full()) {
      forgetSomebody();
    }
    if (book.full()) {
      return Optional.empty();
    }
    Debtor debtor = new Debtor(account, Optional.of(from.prefix()), ledgerTime.get());
    book.add(debtor);
    return Optional.of(debtor);
  }

  /** Makes room for a payer by forgetting one that owes nothing and is not here. */
  private void forgetSomebody() {
    Collection<Debtor> here = sides.opened().map(SellSide::debtor).toList();
    book.debtors().stream()
        .filter(debtor -> debtor.exposure() == 0 && !here.contains(debtor))
        .findFirst()
        .ifPresent(book::remove);
  }

  /** A payer is here, or was until now. */
  void isHere(SellSide side) {
    side.debtor().here(side.conversation().prefix(), ledgerTime.get());
  }

  /** What the journal says of a payer has changed. */
  void refresh(Debtor debtor) {
    answers.await(
        money.journal().payer(debtor.address()),
        account -> {
          debtor.changed(account);
          changed.accept(debtor);
        },
        failure -> {});
  }

  // --- what is given up ---

  /** Debts that are long overdue are given up: they leave the bound of all, and end all credit. */
  void round(long round) {
    sides.opened().forEach(this::isHere);
    Instant now = ledgerTime.get();
    Instant overdue = now.minus(overdueAfter);
    for (Debtor debtor : List.copyOf(book.debtors())) {
      if (late(debtor.oldest(), overdue) && debtor.stake() > 0) {
        answers.await(
            money.writer().giveUp(debtor.address()),
            lost -> lookAtLosses(() -> refresh(debtor)),
            failure -> {});
      } else if (debtor.lastHere().isBefore(overdue)) {
        book.writeDown(debtor, now);
      }
    }
    if (round % ABSENT_ROUNDS == 1) {
      answers.await(money.journal().debtors(), all -> giveUpAbsent(all, overdue), failure -> {});
    }
    if (round % LOSS_ROUNDS == 1) {
      lookAtLosses(() -> {});
    }
    if (!recalled) {
      recall();
    }
  }

  private static boolean late(Optional<Instant> oldest, Instant overdue) {
    return oldest.filter(since -> since.isBefore(overdue)).isPresent();
  }

  private void lookAtLosses(Runnable then) {
    answers.await(
        money.journal().credit(),
        use -> {
          book.lostToStrangers(use.lostToStrangers());
          then.run();
        },
        failure -> then.run());
  }

  /** The same for payers that have not come since we began. */
  private void giveUpAbsent(List<PayerAccount> debtors, Instant overdue) {
    for (PayerAccount account : debtors) {
      boolean left = account.debt() > account.lost();
      if (late(account.oldest(), overdue) && left && book.find(account.payer()).isEmpty()) {
        answers.await(
            money.writer().giveUp(account.payer()),
            lost ->
                lookAtLosses(
                    () ->
                        book.find(account.payer())
                            .ifPresentOrElse(this::refresh, () -> book.gaveUp(account, lost))),
            failure -> {});
      }
    }
  }
}
