package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.Settlement;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that we buy: what sellers say comes here, and goes to whom it concerns. {@link ChannelDesk}
 * opens channels, {@link ReceiptDesk} agrees where lanes stand, {@link Bids} bids for leases within
 * what {@link Spending} allows, {@link Promises} vouches for what came and {@link SettlementDesk}
 * pays for it. On the policy's thread.
 */
public final class Purchases {
  /** How long a seller is kept for our last words: about two finality delays. */
  private static final int PATIENT_ROUNDS = 12;

  private final IncentiveContext context;
  private final Supplier<Instant> ledgerTime;
  private final BuySides sides = new BuySides();
  private final Suppliers suppliers = new Suppliers();
  private final Interrupted interrupted;
  private final Progress progress;
  private final Solvency solvency;
  private final ChannelDesk channels;
  private final Bids bids;
  private final Promises promises;
  private final ReceiptDesk receipts;
  private final SettlementDesk settlements;

  /**
   * Begins to buy.
   *
   * @param sellers channels that were opened before
   * @param interrupted leases to go on with; what is left of ours at the end stands there too
   */
  public Purchases(Means means, KnownSellers sellers, Interrupted interrupted) {
    Money money = means.money();
    Answers answers = means.answers();
    this.context = means.context();
    this.ledgerTime = means.ledgerTime();
    this.interrupted = interrupted;
    this.progress = new Progress(money, answers);
    this.solvency = new Solvency(money, answers, means.settings().fees());
    this.settlements = new SettlementDesk(money, answers, solvency::mayTransfer, this::settled);
    this.channels = new ChannelDesk(means, sellers, interrupted, sides, this::acknowledged);
    Spending spending = new Spending(money, answers, solvency, means.publish());
    this.bids = new Bids(means, sides, channels, spending, progress);
    this.promises = new Promises(means, sides, channels, bids);
    this.receipts = new ReceiptDesk(means, sides, channels, bids, promises, this::remind);
    solvency.look(now(), bids::considerAll);
  }

  /** Base units that we have promised since we began to buy. */
  public long spent() {
    return promises.spent();
  }

  /** How many serve us for pay. */
  public long leases() {
    return sides.all().stream().filter(BuySide::leased).count();
  }

  /** With how many we have a bid. */
  public long bids() {
    return sides.all().stream().filter(side -> side.offer().isPresent()).count();
  }

  private long now() {
    return context.nanoTime();
  }

  // --- peers ---

  /** A peer that sells is there; it will tell its price. */
  public void met(Conversation conversation) {
    sides.add(new BuySide(conversation));
  }

  /** A peer is gone, or speaks no more. */
  public void lost(Conversation conversation) {
    Optional<BuySide> found = sides.of(conversation);
    found.ifPresent(sides::remove);
    found
        .flatMap(BuySide::account)
        .ifPresent(
            account -> {
              if (found.get().complete()) {
                settlements.want(account.terms().payee());
              }
              if (conversation.connected()) {
                interrupt(conversation, account);
              } else {
                account.lane().disconnected(conversation.arrivals(), now());
                suppliers.went(conversation.peer(), account.lane());
              }
              progress.keep(account);
            });
  }

  private void interrupt(Conversation conversation, BuySide.Account account) {
    interrupted.put(
        conversation.peer().nonce(),
        new Interrupted.Left(
            account.terms().id(), account.lane().interrupted(conversation.arrivals(), now())));
  }

  /** Whether we are served for pay in a conversation. */
  public boolean leases(Conversation conversation) {
    return sides.of(conversation).filter(BuySide::leased).isPresent();
  }

  /** A piece failed to which these had sent something; of those who are here it is counted. */
  public void pieceFailed(List<IncentivePeer> senders) {
    senders.stream().filter(sender -> sides.find(sender).isEmpty()).forEach(suppliers::failed);
  }

  /** The policy ends; the connections go on. */
  public void close() {
    sides
        .opened()
        .forEach(
            side -> {
              BuySide.Account account = side.account().orElseThrow();
              interrupt(side.conversation(), account);
              progress.keep(account);
            });
  }

  // --- what sellers say ---

  /** A seller tells its price. */
  public void ask(Conversation from, BttMessage.Ask ask) {
    sides
        .find(from.peer())
        .ifPresentOrElse(
            side -> {
              side.ask(ask.price());
              bids.consider(side);
            },
            () -> from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(ask)));
  }

  /** A seller takes our channel. */
  public void ack(Conversation from, BttMessage.Ack ack) {
    channels.ack(from, ack);
  }

  private void acknowledged(BuySide side) {
    if (side.hasPaid()) {
      // It counts among the strangers no more: somebody else may.
      bids.considerAll();
    }
    side.takeEarly().forEach(receipt -> receipt(side.conversation(), receipt));
  }

  /** A seller does not take our channel. */
  public void rejected(Conversation from, BttMessage.Rejected rejected) {
    channels.rejected(from, rejected);
  }

  /** A lease begins or goes on at another price. */
  public void accepted(Conversation from, BttMessage.Accepted accepted) {
    bids.accepted(from, accepted);
  }

  /** A bid is refused, or its lease ends. */
  public void refused(Conversation from, BttMessage.Refused refused) {
    bids.refused(from, refused);
  }

  /** Where a lane stands at the seller. */
  public void receipt(Conversation from, BttMessage.Receipt receipt) {
    receipts.receipt(from, receipt);
  }

  /**
   * A seller asks to be paid, which it gets once a connection: each payment may cost a fee. False
   * if it is no channel that we pay.
   */
  public boolean close(Conversation from, BttMessage.Close close) {
    Optional<BuySide> side =
        sides
            .find(from.peer())
            .filter(
                s -> s.account().filter(a -> a.terms().id().equals(close.channel())).isPresent());
    side.filter(BuySide::asksForPay)
        .flatMap(BuySide::account)
        .ifPresent(account -> settlements.want(account.terms().payee()));
    return side.isPresent();
  }

  // --- time ---

  /** What has passed with a peer. */
  public void traffic(Conversation conversation) {
    sides
        .find(conversation.peer())
        .ifPresent(side -> side.account().ifPresent(account -> promises.arrived(side, account)));
  }

  /** Vouches for what is owed and has waited long enough. */
  public void tick() {
    promises.tick();
  }

  /** A round begins; standings are known. The caller publishes afterwards. */
  public void round(long number) {
    sides.round(number);
    solvency.look(now(), bids::considerAll);
    bids.leaveThoseInVain();
    sides.inTurn().forEach(this::look);
    bids.leaveSlowOnes();
    settlements.look(ledgerTime.get(), this::credit);
  }

  private void look(BuySide side) {
    boolean done =
        side.complete() || side.conversation().standing().filter(s -> !s.interested()).isPresent();
    if (done) {
      bids.withdraw(side);
      side.account().ifPresent(account -> finished(side, account));
    } else {
      side.unfinished();
      bids.consider(side);
    }
    if (side.outlives()) {
      bids.endLease(side);
    }
    if (side.leased()) {
      bids.limit(side);
    }
    side.account().filter(account -> side.wantsKeeping()).ifPresent(progress::keep);
  }

  private void finished(BuySide side, BuySide.Account account) {
    side.finished(sides.round());
    if (side.complete() && !side.leased() && account.lane().unvouchered() == 0) {
      settlements.want(account.terms().payee());
    }
  }

  // --- settlements ---

  /** U of a seller; without end while it is not here to say. */
  private long credit(Address payee) {
    return sides
        .paying(payee)
        .flatMap(side -> side.account().stream())
        .mapToLong(BuySide.Account::credit)
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private void settled(Settlement settlement) {
    List<BuySide> with = sides.paying(settlement.payee()).toList();
    with.stream().findFirst().ifPresent(side -> tell(side, settlement));
    if (settlement.state() == Settlement.State.FINAL) {
      with.forEach(BuySide::paid);
    }
  }

  private void remind(BuySide side) {
    settlements.remind(
        side.account().orElseThrow().terms().payee(), settlement -> tell(side, settlement));
  }

  private static void tell(BuySide side, Settlement settlement) {
    List<LaneSettlement> lanes = settlement.lanes();
    for (int i = 0; i < lanes.size(); i += BttMessage.MOST_SETTLED) {
      side.conversation()
          .send(
              new BttMessage.Settled(
                  settlement.id(),
                  lanes.size(),
                  lanes.subList(i, Math.min(lanes.size(), i + BttMessage.MOST_SETTLED))));
    }
  }

  // --- the allocation ---

  /**
   * How much is asked of a peer that we lease from.
   *
   * @param requestUpTo as the engine counts
   */
  public record Asking(long requestUpTo) {}

  /**
   * Whether a peer that has nothing more for us is still to be promised or told what it gets, a
   * short while at most.
   */
  public boolean owes(IncentivePeer peer) {
    return sides
        .find(peer)
        .filter(side -> sides.round() - side.finishedIn().orElse(sides.round()) <= PATIENT_ROUNDS)
        .flatMap(BuySide::account)
        .filter(a -> a.lane().unvouchered() > 0 || settlements.owes(a.terms().payee()))
        .isPresent();
  }

  /** How much is asked of a peer; empty if that is left to the engine. */
  public Optional<Asking> asking(IncentivePeer peer) {
    return sides.find(peer).filter(BuySide::leased).map(side -> new Asking(side.requestUpTo()));
  }
}
