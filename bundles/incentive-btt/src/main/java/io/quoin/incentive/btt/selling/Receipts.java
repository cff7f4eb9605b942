package io.quoin.incentive.btt.selling;

import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.wire.BttMessage;

/** Where lanes stand: told to payers, and kept. */
final class Receipts {
  /** Lanes whose receipts a payer gets when it has come back. */
  private static final int MOST_AT_ONCE = 32;

  private final Money money;
  private final Answers answers;

  Receipts(Money money, Answers answers) {
    this.money = money;
    this.answers = answers;
  }

  /** Tells a payer that has come, or come back, of all lanes of its channel that it may lag in. */
  void tellAll(SellSide side) {
    SellSide.Account account = side.account().orElseThrow();
    tell(side, account.lane());
    account.debtor().lanes().of(account.terms().id()).stream()
        .filter(lane -> lane != account.lane() && lane.mayLag())
        .limit(MOST_AT_ONCE)
        .forEach(lane -> tell(side, lane));
  }

  void tell(SellSide side, PayeeLane lane) {
    side.conversation()
        .send(
            new BttMessage.Receipt(
                side.account().orElseThrow().terms().id(),
                lane.torrent(),
                lane.newest(),
                lane.billed()));
  }

  /** In a round: to those whose lanes have moved. */
  void tellOfWhatMoved(SellSides sides) {
    sides
        .opened()
        .filter(SellSide::wantsReceipt)
        .forEach(
            side -> {
              tell(side, side.lane());
              keep(side);
            });
  }

  /** Keeps how much was delivered, and at which prices. */
  void keep(SellSide side) {
    SellSide.Account account = side.account().orElseThrow();
    PayeeLane lane = account.lane();
    answers.attempt(money.writer().progress(account.terms().id(), lane.torrent(), lane.progress()));
  }
}
