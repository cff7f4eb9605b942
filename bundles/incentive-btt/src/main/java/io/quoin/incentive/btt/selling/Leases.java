package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.auction.BackOff;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.CreditBook;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Supplier;

/** Leases that run: how far they are served on trust, and how they end. */
final class Leases {
  private static final int ROUNDS = 3;
  private static final int ROUND_SECONDS = 10;
  private static final long TRUSTED_BYTES = 64L << 20;

  private final IncentiveContext context;
  private final SellSides sides;
  private final CreditBook book;
  private final Asking asking;
  private final Receipts receipts;
  private final Supplier<Instant> ledgerTime;
  private final Runnable publish;
  private final BackOff backOff = new BackOff();
  private long round;

  /**
   * None runs yet.
   *
   * @param ledgerTime the solidified time of the ledger, or the local one
   * @param publish puts a changed allocation into effect
   */
  Leases(
      IncentiveContext context,
      SellSides sides,
      CreditBook book,
      Asking asking,
      Receipts receipts,
      Supplier<Instant> ledgerTime,
      Runnable publish) {
    this.context = context;
    this.sides = sides;
    this.book = book;
    this.asking = asking;
    this.receipts = receipts;
    this.ledgerTime = ledgerTime;
    this.publish = publish;
  }

  // --- rounds ---

  long round() {
    return round;
  }

  void round(long number) {
    round = number;
  }

  /** Whether a lease is to be auctioned again in this round. */
  boolean isOver(SellSide side) {
    return side.lease().filter(lease -> lease.endsBefore(round)).isPresent();
  }

  /** A bid has won: a lease begins, or goes on at another price. */
  void begin(SellSide side, long price) {
    long sequence = side.bid().orElseThrow().bid().sequence();
    long last = round + ROUNDS - 1;
    if (side.lease().isPresent()) {
      side.lease().get().renew(price, last);
    } else {
      side.begin(new Lease(sequence, price, last, context.nanoTime()));
    }
    long from = side.lane().begin(price);
    grant(side);
    side.conversation()
        .sendWithShare(
            new BttMessage.Accepted(
                sequence, price, ROUNDS * ROUND_SECONDS, from, side.lane().dueBefore()));
    receipts.keep(side);
  }

  // --- trust ---

  /** U0 for a side: the price of what anybody is trusted with. */
  private long trusted(SellSide side) {
    long unit = side.conversation().facts().map(TorrentFacts::pieceLength).orElse(0);
    long price =
        side.lease().map(lease -> Math.max(lease.price(), asking.price())).orElse(asking.price());
    return BigInteger.valueOf(Math.max(TRUSTED_BYTES, 4 * unit))
        .multiply(BigInteger.valueOf(price))
        .shiftRight(30)
        .min(BigInteger.valueOf(Long.MAX_VALUE / 4))
        .longValue();
  }

  /** U for a side. */
  long credit(SellSide side) {
    return book.limit(side.debtor(), trusted(side), ledgerTime.get());
  }

  /** What is left of U and all other bounds. */
  long room(SellSide side) {
    return book.room(side.debtor(), trusted(side), ledgerTime.get());
  }

  /** Lets a peer that leases have what it may. */
  void grant(SellSide side) {
    if (side.lease().isPresent() && !side.conversation().over()) {
      long before = side.lane().granted();
      book.grant(side.debtor(), side.lane(), trusted(side), ledgerTime.get());
      if (side.lane().granted() > before || side.conversation().traffic().sentFree() > 0) {
        context.raise(side.conversation().peer(), side.sendUpTo());
      }
    }
  }

  /** The same for all connections of a payer, of which less is owed now. */
  void grant(Debtor debtor) {
    sides.of(debtor).forEach(this::grant);
  }

  /** Whether a side has to wait after a lease that went wrong, its own or a neighbour's. */
  boolean waits(SellSide side) {
    return backOff.waits(side.debtor().address(), round)
        || backOff.waits(side.conversation().prefix(), round);
  }

  /** A payer has vouched for something: what went wrong before is forgotten. */
  void worked(Address payer) {
    backOff.worked(payer);
  }

  // --- the end ---

  /** Looks after leases between rounds. */
  void tick() {
    for (SellSide side : new ArrayList<>(sides.all())) {
      if (side.lease().isPresent()) {
        watch(side, side.lease().get());
      }
    }
  }

  private void watch(SellSide side, Lease lease) {
    long now = context.nanoTime();
    long room = side.lane().granted() - side.lane().billed();
    if (!ChannelTime.usable(side.account().orElseThrow().terms().expiry(), ledgerTime.get())) {
      endNow(side, lease, RefusalReason.EXPIRED);
    } else if (lease.idle(room, now)) {
      punish(side, lease, RefusalReason.IDLE);
    } else if (lease.held(room, now)) {
      boolean paced = side.lane().outstanding() + Lease.LEAST_ROOM > side.lane().pacing().limit();
      if (paced) {
        punish(side, lease, RefusalReason.HELD);
      } else {
        endNow(side, lease, RefusalReason.NO_CREDIT);
      }
    } else if (lease.tellsHeld(room)) {
      side.conversation().send(new BttMessage.Problem(ProblemCode.HELD, 0));
    }
  }

  /** Ends a lease that went wrong: its payer and its neighbours wait for the next one. */
  void punish(SellSide side, Lease lease, RefusalReason reason) {
    backOff.failed(side.debtor().address(), round);
    backOff.failed(side.conversation().prefix(), round);
    side.chokeThrough(round);
    endNow(side, lease, reason);
  }

  /** Ends a lease between rounds. */
  void endNow(SellSide side, Lease lease, RefusalReason reason) {
    end(side, lease, reason);
    publish.run();
  }

  /** Ends a lease with the allocation that is published next. */
  void end(SellSide side, Lease lease, RefusalReason reason) {
    breakOff(side);
    side.conversation().sendWithShare(new BttMessage.Refused(lease.sequence(), reason));
  }

  /** Ends a lease, if one runs, without a word: nobody listens any more. */
  void breakOff(SellSide side) {
    if (side.lease().isPresent()) {
      side.end(round, context.nanoTime());
    }
  }
}
