package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.VoucherOrder;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.PayerLane;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.wire.BttMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Vouches for what is owed, once it is stored. */
final class Promises {
  private final Money money;
  private final Answers answers;
  private final IncentiveContext context;
  private final BuySides sides;
  private final ChannelDesk channels;
  private final Bids bids;
  private final Supplier<Instant> ledgerTime;
  private long spent;

  /** Nothing is promised yet. */
  Promises(Means means, BuySides sides, ChannelDesk channels, Bids bids) {
    this.money = means.money();
    this.answers = means.answers();
    this.context = means.context();
    this.ledgerTime = means.ledgerTime();
    this.sides = sides;
    this.channels = channels;
    this.bids = bids;
  }

  /** Base units promised since the beginning. */
  long spent() {
    return spent;
  }

  /** Something came from a peer. */
  void arrived(BuySide side, BuySide.Account account) {
    Conversation conversation = side.conversation();
    PayerLane lane = account.lane();
    Optional<Long> before = lane.wantsVerdictsFrom();
    lane.arrived(conversation.arrivals(), context.nanoTime());
    if (!lane.wantsVerdictsFrom().equals(before)) {
      lane.wantsVerdictsFrom().ifPresent(at -> context.countFrom(conversation.peer(), at));
    }
    if (!lane.rests()) {
      sides.mayOwe(side);
    }
    voucher(side);
  }

  /** Vouches for what is owed and has waited long enough. */
  void tick() {
    sides.owing().forEach(this::voucher);
    sides.forgetResting();
  }

  /** Vouches for what is owed by now, if there is enough of it. */
  void voucher(BuySide side) {
    boolean ready =
        side.maySign()
            && !side.issuing()
            && !side.conversation().over()
            && !side.conversation().conduct().off();
    if (!ready) {
      return;
    }
    BuySide.Account account = side.account().orElseThrow();
    if (side.complete() && side.completes()) {
      // By then we have been told of whatever failed before.
      context.after(Duration.ZERO, () -> account.lane().allVerified(context.nanoTime()));
    }
    if (!ChannelTime.usable(account.terms().expiry(), ledgerTime.get())) {
      return;
    }
    Optional<VoucherOrder> order =
        account.lane().order(side.unit(), account.pacing().limit(), context.nanoTime());
    order.ifPresent(o -> issue(side, account, o));
  }

  private void issue(BuySide side, BuySide.Account account, VoucherOrder order) {
    side.issuing(true);
    answers.await(
        money.writer().issue(order, money.bytes()::voucher),
        signed -> {
          side.issuing(false);
          long rate = side.conversation().standing().map(PeerStanding::downloadRate).orElse(0L);
          long before = account.lane().newest().map(v -> v.voucher().amount()).orElse(0L);
          spent += signed.voucher().amount() - before;
          account.lane().issued(signed);
          account.pacing().doubled(rate);
          if (!side.conversation().over()) {
            side.conversation().send(new BttMessage.Promise(signed));
            voucher(side);
          }
        },
        failure -> {
          side.issuing(false);
          notIssued(side, failure);
        });
  }

  private void notIssued(BuySide side, Throwable failure) {
    JournalException.Code code =
        failure instanceof JournalException e ? e.code() : JournalException.Code.BUSY;
    switch (code) {
      case OVER_BUDGET, NOT_PERMITTED -> bids.leave(side);
      case OVER_CAPACITY, CHANNEL_CLOSED, UNKNOWN_CHANNEL, NOT_MORE, OLD_VOUCHER -> {
        bids.withdraw(side);
        channels.abandon(side);
      }
      default -> {}
    }
  }
}
