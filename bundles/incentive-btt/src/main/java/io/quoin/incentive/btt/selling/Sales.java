package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.UploadClass;
import io.quoin.api.journal.CreditUse;
import io.quoin.api.journal.PayerAccount;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Signature;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.channel.CreditBook;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.peer.Answers;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.peer.Money;
import io.quoin.incentive.btt.peer.Permissions;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.Offenders;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that we sell: what buyers say comes here, and goes to whom it concerns. {@link Auctioneer}
 * lets leases, {@link Leases} serves them, {@link VoucherDesk} takes the promises and {@link
 * ClaimDesk} the payments for them, {@link Debts} knows who owes. On the policy's thread.
 */
public final class Sales {
  /** How long a payer that has all it wanted is waited for: about two finality delays. */
  private static final int PATIENT_ROUNDS = 12;

  private static final long SECOND = 1_000_000_000L;

  private final Money money;
  private final Answers answers;
  private final Permissions permissions;
  private final IncentiveContext context;
  private final Offenders offenders;
  private final Supplier<Instant> ledgerTime;
  private final SellSides sides = new SellSides();
  private final Takings takings = new Takings();
  private final Asking asking;
  private final Receipts receipts;
  private final Leases leases;
  private final Debts debts;
  private final WriteOffs writeOffs;
  private final VoucherDesk vouchers;
  private final ClaimDesk claims;
  private final Auctioneer auctioneer;

  /**
   * Begins to sell.
   *
   * @param kept what the journal says of all payers
   * @param ask the first price
   */
  public Sales(Means means, CreditUse kept, long ask) {
    BttSettings settings = means.settings();
    this.money = means.money();
    this.answers = means.answers();
    this.permissions = means.permissions();
    this.context = means.context();
    this.offenders = means.offenders();
    this.ledgerTime = means.ledgerTime();
    CreditBook book = new CreditBook(settings.credit(), kept);
    this.asking = new Asking(settings, sides, ask);
    this.receipts = new Receipts(money, answers);
    this.leases = new Leases(context, sides, book, asking, receipts, ledgerTime, means.publish());
    this.debts =
        new Debts(
            money, answers, book, sides, settings.credit().overdue(), ledgerTime, leases::grant);
    this.writeOffs = new WriteOffs(money, answers, leases::grant);
    this.vouchers =
        new VoucherDesk(
            money, answers, context, offenders, leases, receipts, writeOffs, takings, ledgerTime);
    this.claims = new ClaimDesk(money.journal(), answers, context, debts::refresh);
    this.auctioneer =
        new Auctioneer(
            context, settings.freePercent(), sides, asking, leases, writeOffs, takings, ledgerTime);
    debts.recall();
  }

  /** What is asked for now. */
  public long ask() {
    return asking.price();
  }

  /** What a torrent has earned in the last 15 minutes. */
  public long earnedLately(TorrentId torrent) {
    return takings.earned(torrent, now());
  }

  /** Base units that were promised to us since we began to sell. */
  public long earned() {
    return takings.total();
  }

  /** How many are served for pay. */
  public long leases() {
    return sides.all().stream().filter(side -> side.lease().isPresent()).count();
  }

  /** How many bid for that. */
  public long bids() {
    return sides.all().stream().filter(side -> side.bid().isPresent()).count();
  }

  private long now() {
    return context.nanoTime();
  }

  // --- peers ---

  /** A peer that buys is there: it is told the price. */
  public void met(Conversation conversation) {
    SellSide side = new SellSide(conversation);
    sides.add(side);
    asking.tell(side);
  }

  /** A peer is gone, or speaks no more. */
  public void lost(Conversation conversation) {
    Optional<SellSide> found = sides.of(conversation);
    found.ifPresent(sides::remove);
    found
        .filter(side -> side.account().isPresent())
        .ifPresent(
            side -> {
              side.count(conversation.traffic(), now());
              leases.breakOff(side);
              side.finish();
              debts.isHere(side);
              receipts.keep(side);
            });
  }

  /**
   * A peer begins anew, or has fallen silent: it is served for pay no longer.
   *
   * @return whether it is not yet known how much it was sent: {@link #lost} is to come later
   */
  public boolean stops(Conversation conversation) {
    Optional<SellSide> side = sides.of(conversation);
    side.ifPresent(leases::breakOff);
    return side.filter(SellSide::ending).isPresent();
  }

  /** The policy ends: leases end in stream order. */
  public void close() {
    for (SellSide side : sides.all()) {
      side.lease().ifPresent(lease -> leases.end(side, lease, RefusalReason.CLOSED));
      if (side.account().isPresent()) {
        receipts.keep(side);
      }
    }
  }

  // --- what peers say ---

  /** An open. */
  public void open(Conversation from, BttMessage.Open open) {
    Optional<SellSide> side =
        sides.find(from.peer()).filter(s -> samePayer(s, open)).filter(SellSide::mayOpen);
    side.ifPresentOrElse(
        s -> new Opening(money, answers, permissions, s, open, new OpeningDesk()).begin(),
        () -> from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(open)));
  }

  private static boolean samePayer(SellSide side, BttMessage.Open open) {
    return side.account().map(a -> a.terms().payer().equals(open.payer())).orElse(true);
  }

  private final class OpeningDesk implements Opening.Desk {
    @Override
    public Instant now() {
      return ledgerTime.get();
    }

    @Override
    public Optional<Debtor> debtor(Address payer) {
      return debts.find(payer);
    }

    @Override
    public Optional<Debtor> lookAfter(PayerAccount account, Conversation from) {
      return debts.lookAfter(account, from);
    }

    @Override
    public void badSignature(Conversation from) {
      offenders.badSignature(from.peer().address(), Sales.this.now());
      from.fault(ProblemCode.BAD_SIGNATURE, 0);
    }

    @Override
    public void opened(SellSide side, SellSide.Account account, Signature signature) {
      side.opened(account);
      debts.isHere(side);
      long pacing = account.lane().pacing().limit();
      side.conversation()
          .send(
              new BttMessage.Ack(
                  money.address(), account.terms().id(), leases.credit(side), pacing, signature));
      receipts.tellAll(side);
    }
  }

  private Optional<SellSide> opened(Conversation from, BttMessage message) {
    Optional<SellSide> side = sides.find(from.peer()).filter(s -> s.account().isPresent());
    if (side.isEmpty()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
    }
    return side;
  }

  /** A bid. */
  public void bid(Conversation from, BttMessage.Bid bid) {
    opened(from, bid)
        .filter(side -> side.bid().filter(b -> bid.sequence() <= b.bid().sequence()).isEmpty())
        .ifPresent(side -> bid(side, bid));
  }

  private void bid(SellSide side, BttMessage.Bid bid) {
    Conversation from = side.conversation();
    if (bid.bytes() == 0) {
      withdraw(side);
    } else if (!from.peer().fast()) {
      from.send(new BttMessage.Refused(bid.sequence(), RefusalReason.UNFIT));
    } else {
      side.bid(Optional.of(new SellSide.StandingBid(bid, now() + bid.seconds() * SECOND)));
      writeOffs.makeRoom(side);
      if (bid.limit() < asking.price()) {
        from.send(new BttMessage.Refused(bid.sequence(), RefusalReason.TOO_LOW));
      }
    }
  }

  private void withdraw(SellSide side) {
    side.bid(Optional.empty());
    side.lease().ifPresent(lease -> leases.endNow(side, lease, RefusalReason.WITHDRAWN));
  }

  /** A voucher. */
  public void promise(Conversation from, BttMessage.Promise promise) {
    opened(from, promise).ifPresent(side -> vouchers.promise(side, promise));
  }

  /** A close: the payer buys no more on this lane. False if it is no channel that pays us. */
  public boolean close(Conversation from, BttMessage.Close close) {
    Optional<SellSide> found =
        sides
            .find(from.peer())
            .filter(
                side ->
                    side.account().filter(a -> a.terms().id().equals(close.channel())).isPresent());
    found.ifPresent(this::withdraw);
    return found.isPresent();
  }

  /** A payer says that it has settled. */
  public void settled(Conversation from, BttMessage.Settled message) {
    opened(from, message).ifPresent(side -> claims.say(from, side.debtor(), message));
  }

  // --- time ---

  /** What has passed with a peer. */
  public void traffic(Conversation conversation) {
    sides
        .find(conversation.peer())
        .filter(side -> side.account().isPresent())
        .ifPresent(
            side -> {
              side.count(conversation.traffic(), now());
              leases.grant(side);
            });
  }

  /** Looks after leases between rounds. */
  public void tick() {
    leases.tick();
  }

  /** A round begins; standings are known. The caller publishes afterwards. */
  public void round(long number) {
    leases.round(number);
    sides.all().forEach(side -> side.finish(now()));
    takings.clean(now());
    auctioneer.hold(debts.complete());
    debts.round(number);
    receipts.tellOfWhatMoved(sides);
  }

  // --- the allocation ---

  /**
   * How a peer is served.
   *
   * @param uploadClass why
   * @param sendUpTo as the engine counts
   */
  public record Serving(UploadClass uploadClass, long sendUpTo) {}

  /** Whether a peer was served for pay a short while ago and owes for it: it should not go yet. */
  public boolean waitsFor(IncentivePeer peer) {
    return sides
        .find(peer)
        .filter(side -> side.account().isPresent())
        .filter(side -> side.lane().outstanding() > 0 || side.debtor().debt() > 0)
        .flatMap(SellSide::lastLeaseRound)
        .filter(ended -> leases.round() - ended <= PATIENT_ROUNDS)
        .isPresent();
  }

  /** How a peer is served; empty if that is left to the engine. */
  public Optional<Serving> serving(IncentivePeer peer) {
    Optional<SellSide> side = sides.find(peer);
    if (side.filter(s -> s.lease().isPresent()).isPresent()) {
      return side.map(s -> new Serving(UploadClass.PAID, s.sendUpTo()));
    }
    return side.filter(s -> s.chokedIn(leases.round()))
        .map(s -> new Serving(UploadClass.NONE, Long.MAX_VALUE));
  }
}
