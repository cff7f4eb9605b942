package io.quoin.incentive.btt.selling;

import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Money;
import java.util.function.Consumer;

/** Forgives bytes that nobody vouches for, as far as the allowance of each payer goes. */
final class WriteOffs {
  private final Money money;
  private final Answers answers;
  private final Consumer<SellSide> grant;

  /**
   * Forgives nothing yet.
   *
   * @param grant lets a peer have what it may when something was forgiven
   */
  WriteOffs(Money money, Answers answers, Consumer<SellSide> grant) {
    this.money = money;
    this.answers = answers;
    this.grant = grant;
  }

  /** What the newest voucher leaves behind was lost. */
  void leftBehind(SellSide side, PayeeLane lane) {
    if (lane.leftBehind() > 0) {
      forgive(side, lane, lane.leftBehind());
    }
  }

  /** Forgives what is in the way of a new lease: it was lost, or is not paid for. */
  void makeRoom(SellSide side) {
    PayeeLane lane = side.lane();
    long lacks = lane.pacing().leastRoom() - (lane.pacing().limit() - lane.outstanding());
    if (side.lease().isEmpty() && !side.ending() && lacks > 0) {
      forgive(side, lane, lacks);
    }
  }

  /** They count no more once that is stored. */
  private void forgive(SellSide side, PayeeLane lane, long wanted) {
    Debtor debtor = side.debtor();
    long bytes = Math.min(Math.min(wanted, debtor.writeOff()), lane.outstanding());
    if (bytes <= 0 || side.forgiving()) {
      return;
    }
    side.forgiving(true);
    debtor.forgives(bytes);
    answers.await(
        money.writer().writeOff(debtor.address(), bytes),
        left -> {
          side.forgiving(false);
          lane.forgive(Math.min(bytes, lane.outstanding()));
          grant.accept(side);
        },
        failure -> {
          side.forgiving(false);
          debtor.forgivesNot(bytes);
        });
  }
}
