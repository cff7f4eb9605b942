package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;

/** Agrees with sellers where lanes stand: what one end has lost, the other one shows. */
final class ReceiptDesk {
  private final Money money;
  private final Answers answers;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final BuySides sides;
  private final ChannelDesk channels;
  private final Bids bids;
  private final Promises promises;
  private final Consumer<BuySide> agreed;

  /**
   * Nothing is agreed yet.
   *
   * @param agreed told of those with whom we have come to agree
   */
  ReceiptDesk(
      Means means,
      BuySides sides,
      ChannelDesk channels,
      Bids bids,
      Promises promises,
      Consumer<BuySide> agreed) {
    this.money = means.money();
    this.answers = means.answers();
    this.context = means.context();
    this.offenders = means.offenders();
    this.sides = sides;
    this.channels = channels;
    this.bids = bids;
    this.promises = promises;
    this.agreed = agreed;
  }

  /** Where a lane stands at the seller. */
  void receipt(Conversation from, BttMessage.Receipt receipt) {
    sides.find(from.peer()).ifPresent(side -> receipt(side, receipt));
  }

  private void receipt(BuySide side, BttMessage.Receipt receipt) {
    if (side.stage() == BuySide.Stage.CHECKING) {
      side.early(receipt);
      return;
    }
    if (side.stage() == BuySide.Stage.OPENING && side.older().isPresent()) {
      // Of the channel that we asked for first.
      return;
    }
    Optional<BuySide.Account> found = side.account();
    if (found.isEmpty() || !receipt.channel().equals(found.get().terms().id())) {
      sides.outOfOrder(side.conversation(), receipt);
    } else if (receipt.lane().equals(found.get().lane().torrent())) {
      compare(side, found.get().lane(), receipt);
    } else {
      compareOther(side, receipt);
    }
  }

  private void compare(BuySide side, PayerLane lane, BttMessage.Receipt receipt) {
    switch (lane.compare(receipt.newest(), receipt.billed())) {
      case EVEN -> agreed(side, receipt.billed());
      case WE_LEAD -> {
        lane.newest().ifPresent(newest -> side.conversation().send(new BttMessage.Promise(newest)));
        agreed(side, receipt.billed());
      }
      case WE_LAG ->
          adopt(
              side,
              receipt,
              theirs -> {
                lane.adopt(theirs);
                agreed(side, receipt.billed());
              });
      case FALSE -> {
        side.conversation().fault(ProblemCode.MALFORMED, MessageCodec.type(receipt));
        bids.withdraw(side);
        channels.abandon(side);
      }
    }
  }

  /** Another lane of the channel: our newest voucher for it may not have been heard. */
  private void compareOther(BuySide side, BttMessage.Receipt receipt) {
    long theirs = receipt.newest().map(v -> v.voucher().sequence()).orElse(0L);
    answers.await(
        money.journal().channel(receipt.channel()),
        channel -> {
          Optional<SignedVoucher> ours =
              channel.stream()
                  .flatMap(c -> c.lanes().stream())
                  .filter(lane -> lane.torrent().equals(receipt.lane()))
                  .flatMap(lane -> lane.newest().stream())
                  .findFirst();
          boolean lead = ours.filter(v -> v.voucher().sequence() > theirs).isPresent();
          if (lead && !side.conversation().over()) {
            side.conversation().send(new BttMessage.Promise(ours.get()));
          }
        },
        failure -> {});
  }

  private void agreed(BuySide side, long billed) {
    BuySide.Account account = side.account().orElseThrow();
    if (side.stage() == BuySide.Stage.ACKNOWLEDGED) {
      account.lane().caughtUp(billed, account.pacing().limit());
      account.lane().sellerBilled(billed);
      side.stage(BuySide.Stage.AGREED);
      sides.mayOwe(side);
      promises.voucher(side);
      bids.consider(side);
      agreed.accept(side);
    } else if (account.lane().inflated(billed, account.pacing().limit())) {
      bids.leave(side);
    }
  }

  /** Takes over a voucher of ours that only the seller has; one at a time is looked at. */
  private void adopt(BuySide side, BttMessage.Receipt receipt, Consumer<SignedVoucher> then) {
    if (side.adopting()) {
      return;
    }
    side.adopting(true);
    SignedVoucher theirs = receipt.newest().orElseThrow();
    answers.await(
        money.signatures().signer(money.bytes().voucher(theirs.voucher()), theirs.signature()),
        signer -> {
          if (signer.filter(money.wallet().signer()::equals).isPresent()) {
            answers.await(
                money.writer().adopt(theirs),
                done -> {
                  side.adopting(false);
                  then.accept(theirs);
                },
                failure -> {
                  side.adopting(false);
                  channels.abandon(side);
                });
          } else {
            side.adopting(false);
            offenders.badSignature(side.conversation().peer().address(), context.nanoTime());
            side.conversation().fault(ProblemCode.BAD_SIGNATURE, MessageCodec.type(receipt));
          }
        },
        failure -> side.adopting(false));
  }
}
