package io.quoin.incentive.btt.buying;

import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;

/** Keeps how much came and is owed, and at which prices, so that a restart forgets nothing. */
final class Progress {
  private final Money money;
  private final Answers answers;

  Progress(Money money, Answers answers) {
    this.money = money;
    this.answers = answers;
  }

  void keep(BuySide.Account account) {
    PayerLane lane = account.lane();
    answers.attempt(money.writer().progress(account.terms().id(), lane.torrent(), lane.progress()));
  }
}
