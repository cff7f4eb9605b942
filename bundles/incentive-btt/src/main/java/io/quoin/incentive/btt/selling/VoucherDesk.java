package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.journal.JournalException;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.channel.VoucherVerdict;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes vouchers: one of each connection is looked at at a time, and counted on once it is stored.
 */
final class VoucherDesk {
  private final Money money;
  private final Answers answers;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final Leases leases;
  private final Receipts receipts;
  private final WriteOffs writeOffs;
  private final Takings takings;
  private final Supplier<Instant> ledgerTime;

  VoucherDesk(
      Money money,
      Answers answers,
      IncentiveContext context,
      Offenders offenders,
      Leases leases,
      Receipts receipts,
      WriteOffs writeOffs,
      Takings takings,
      Supplier<Instant> ledgerTime) {
    this.money = money;
    this.answers = answers;
    this.context = context;
    this.offenders = offenders;
    this.leases = leases;
    this.receipts = receipts;
    this.writeOffs = writeOffs;
    this.takings = takings;
    this.ledgerTime = ledgerTime;
  }

  // --- looking ---

  /** A payer whose channel is acknowledged promises. */
  void promise(SellSide side, BttMessage.Promise promise) {
    if (laneOf(side, promise.signed()).isEmpty()) {
      side.conversation().fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(promise));
    } else if (side.verifying().isPresent()) {
      side.next(promise);
    } else {
      look(side, promise.signed());
    }
  }

  /** The connection's lane, or another one of its channel that a payer was reminded of. */
  private static Optional<PayeeLane> laneOf(SellSide side, SignedVoucher signed) {
    SellSide.Account account = side.account().orElseThrow();
    return Optional.of(signed.voucher())
        .filter(v -> v.channel().equals(account.terms().id()))
        .flatMap(v -> account.debtor().lanes().find(v.channel(), v.lane()));
  }

  private void look(SellSide side, SignedVoucher signed) {
    Optional<PayeeLane> found = laneOf(side, signed);
    if (found.isEmpty()) {
      return;
    }
    SellSide.Account account = side.account().orElseThrow();
    PayeeLane lane = found.get();
    long others = account.debtor().lanes().amountOfOthers(account.terms().id(), lane.torrent());
    VoucherVerdict verdict = lane.verdict(signed.voucher(), others, account.terms().capacity());
    switch (verdict) {
      case RIGHT -> verify(side, lane, signed);
      case SAME -> {}
      case OLDER -> receipts.tell(side, lane);
      default -> wrong(side, lane);
    }
  }

  private void lookAtNext(SellSide side) {
    side.verifying(Optional.empty());
    while (!side.conversation().over() && side.verifying().isEmpty()) {
      Optional<BttMessage.Promise> next = side.takeNext();
      if (next.isEmpty()) {
        return;
      }
      look(side, next.get().signed());
    }
  }

  private void wrong(SellSide side, PayeeLane lane) {
    side.conversation().send(new BttMessage.Problem(ProblemCode.BAD_VOUCHER, MessageCodec.VOUCHER));
    receipts.tell(side, lane);
    punish(side);
  }

  private void punish(SellSide side) {
    side.lease().ifPresent(lease -> leases.punish(side, lease, RefusalReason.BAD_VOUCHER));
  }

  // --- verifying and storing ---

  private void verify(SellSide side, PayeeLane lane, SignedVoucher signed) {
    side.verifying(Optional.of(lane));
    SellSide.Account account = side.account().orElseThrow();
    answers.await(
        money.signatures().signer(money.bytes().voucher(signed.voucher()), signed.signature()),
        signer -> {
          if (signer.filter(account.terms().signer()::equals).isPresent()) {
            store(side, account, lane, signed);
          } else {
            forged(side);
            lookAtNext(side);
          }
        },
        failure -> {
          side.owesReceipt();
          lookAtNext(side);
        });
  }

  private void forged(SellSide side) {
    Conversation from = side.conversation();
    offenders.badSignature(from.peer().address(), context.nanoTime());
    from.fault(ProblemCode.BAD_SIGNATURE, MessageCodec.VOUCHER);
    punish(side);
  }

  private void store(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    answers.await(
        money.writer().accept(signed),
        done -> stored(side, account, lane, signed),
        failure -> {
          if (failure instanceof JournalException e
              && e.code() != JournalException.Code.BUSY
              && e.code() != JournalException.Code.STORAGE) {
            wrong(side, lane);
          }
          side.owesReceipt();
          lookAtNext(side);
        });
  }

  private void stored(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    long before = lane.newest().map(v -> v.voucher().sequence()).orElse(0L);
    if (signed.voucher().sequence() > before) {
      taken(side, account, lane, signed);
    }
    lookAtNext(side);
  }

  private void taken(
      SellSide side, SellSide.Account account, PayeeLane lane, SignedVoucher signed) {
    long now = context.nanoTime();
    long amount = signed.voucher().amount() - lane.amount();
    long bytes = signed.voucher().bytes() - lane.newest().map(v -> v.voucher().bytes()).orElse(0L);
    long rate = side.conversation().standing().map(PeerStanding::uploadRate).orElse(0L);
    lane.accept(signed, rate);
    account.debtor().promised(amount, bytes, ledgerTime.get());
    takings.add(account.terms().payer(), lane.torrent(), amount, bytes, now);
    side.lease().filter(lease -> side.lane() == lane).ifPresent(lease -> lease.vouched(now));
    leases.worked(account.terms().payer());
    writeOffs.leftBehind(side, lane);
    leases.grant(side);
  }
}
