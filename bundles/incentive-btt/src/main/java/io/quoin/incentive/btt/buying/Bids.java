package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.TorrentFacts;
import io.quoin.incentive.btt.BttSettings;
import io.quoin.incentive.btt.Means;
import io.quoin.incentive.btt.auction.SellerChoice;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Bids for leases, and leases while they run: which sellers we buy of, and which we leave. */
final class Bids {
  private static final int BID_SECONDS = 3600;
  private static final int SLOW_ROUNDS = 6;
  private static final int JUDGED_AFTER = 2;
  private static final long UNLIMITED = Long.MAX_VALUE;

  private final BttSettings settings;
  private final IncentiveContext context;
  private final BuySides sides;
  private final ChannelDesk channels;
  private final Spending spending;
  private final Progress progress;
  private final Runnable publish;

  /** None stands yet. */
  Bids(Means means, BuySides sides, ChannelDesk channels, Spending spending, Progress progress) {
    this.settings = means.settings();
    this.context = means.context();
    this.publish = means.publish();
    this.sides = sides;
    this.channels = channels;
    this.spending = spending;
    this.progress = progress;
  }

  // --- whom we buy of ---

  /** Opens channels and bids, in turn, wherever that is what there is to do now. */
  void considerAll() {
    sides.inTurn().forEach(this::consider);
  }

  /** Opens a channel or bids, if that is what there is to do now. */
  void consider(BuySide side) {
    if (!wants(side)) {
      return;
    }
    if (side.stage() == BuySide.Stage.MET && mayMeet(side)) {
      channels.open(side);
    } else if (side.stage() == BuySide.Stage.AGREED && side.offer().isEmpty() && mayBuy(side)) {
      bid(side);
    }
  }

  private boolean wants(BuySide side) {
    Optional<TorrentFacts> facts = side.conversation().facts();
    boolean interested = side.conversation().standing().map(PeerStanding::interested).orElse(true);
    return !spending.over()
        && facts.isPresent()
        && !facts.get().complete()
        && interested
        && side.conversation().peer().fast()
        && !side.conversation().conduct().off()
        && !side.waitsIn(sides.round())
        && side.ask().filter(price -> price <= settings.limit()).isPresent();
  }

  private boolean mayMeet(BuySide side) {
    return (channels.knows(side) || sides.strangers() < settings.strangers())
        && spending.coversMore();
  }

  private boolean mayBuy(BuySide side) {
    return side.hasPaid() || side.strange() || sides.strangers() < settings.strangers();
  }

  private void bid(BuySide side) {
    TorrentFacts facts = side.conversation().facts().orElseThrow();
    BuySide.Offer offer = side.bid(settings.limit(), sides.round());
    side.conversation()
        .send(
            new BttMessage.Bid(
                offer.sequence(), offer.limit(), Math.max(1, facts.length()), BID_SECONDS));
  }

  /** Takes back a bid that stands. */
  void withdraw(BuySide side) {
    if (side.offer().isPresent()) {
      long sequence = side.withdraw();
      side.conversation().send(new BttMessage.Bid(sequence, settings.limit(), 0, BID_SECONDS));
    }
  }

  /** Buys nothing here for a while; the lease goes on until the seller has heard of it. */
  void leave(BuySide side) {
    withdraw(side);
    side.waitThrough(sides.round() + SLOW_ROUNDS);
  }

  /** Leaves strangers whose bids win nothing, as a round begins. */
  void leaveThoseInVain() {
    sides.all().stream()
        .filter(side -> side.strange() && side.bidsInVain(sides.round()))
        .forEach(this::leave);
  }

  /** Leaves those that send much less than others. */
  void leaveSlowOnes() {
    Map<BuySide, Long> rates = new HashMap<>();
    for (BuySide side : sides.all()) {
      if (side.leased()) {
        long received = side.takeReceived();
        if (sides.round() - side.leaseSince() >= JUDGED_AFTER) {
          rates.put(side, received);
        }
      }
    }
    SellerChoice.tooSlow(rates).forEach(this::leave);
  }

  // --- leases ---

  /** A lease begins or goes on at another price. */
  void accepted(Conversation from, BttMessage.Accepted accepted) {
    Optional<BuySide> opened = opened(from, accepted);
    if (opened.isEmpty()) {
      return;
    }
    BuySide side = opened.get();
    BuySide.Account account = side.account().orElseThrow();
    boolean fair =
        side.offer().filter(o -> o.sequence() == accepted.sequence()).isPresent()
            && accepted.price() <= side.offer().get().limit()
            && account.lane().mayBegin(accepted.from(), slack(account));
    if (!fair) {
      unfair(side, accepted);
      return;
    }
    if (!account.lane().agreesOn(accepted.from(), accepted.due())) {
      beginAnew(side, account);
      return;
    }
    if (!side.leased()) {
      side.leaseBegun(sides.round());
    }
    account.lane().begin(accepted.from(), accepted.price(), from.arrivals());
    account.lane().wantsVerdictsFrom().ifPresent(at -> context.countFrom(from.peer(), at));
    sides.mayOwe(side);
    progress.keep(account);
    limit(side);
    publish.run();
  }

  private Optional<BuySide> opened(Conversation from, BttMessage message) {
    Optional<BuySide> side = sides.find(from.peer()).filter(s -> s.account().isPresent());
    if (side.isEmpty()) {
      sides.outOfOrder(from, message);
    }
    return side;
  }

  /** Asks for no more than may be paid for. */
  void limit(BuySide side) {
    spending.limit(side, this::leave);
  }

  private static long slack(BuySide.Account account) {
    return account.pacing().limit() + account.lane().counted() / 50;
  }

  /** Answers a bid that we have taken back are no fault; prices nobody agreed to are. */
  private void unfair(BuySide side, BttMessage.Accepted accepted) {
    boolean late = side.offer().map(o -> accepted.sequence() < o.sequence()).orElse(true);
    if (!late) {
      side.conversation().fault(ProblemCode.MALFORMED, MessageCodec.type(accepted));
      withdraw(side);
      endLease(side);
      side.stage(BuySide.Stage.DONE);
    }
  }

  /** Before the crash of one of us the other knew a price that is lost: a new channel has none. */
  private void beginAnew(BuySide side, BuySide.Account account) {
    withdraw(side);
    endLease(side);
    progress.keep(account);
    channels.leave(side);
  }

  /** Asks no more for what is paid for. */
  void endLease(BuySide side) {
    if (side.leased()) {
      side.account().orElseThrow().lane().end(side.conversation().arrivals());
      side.requestUpTo(UNLIMITED);
      publish.run();
    }
  }

  /** A bid is refused, or its lease ends. */
  void refused(Conversation from, BttMessage.Refused refused) {
    Optional<BuySide> opened = opened(from, refused);
    if (opened.isEmpty()) {
      return;
    }
    BuySide side = opened.get();
    endLease(side);
    boolean stands =
        switch (refused.reason()) {
          case OVER, HELD, IDLE, BACK_OFF, TOO_LOW, NO_CREDIT, BAD_VOUCHER -> true;
          case WITHDRAWN, UNFIT, CLOSED, EXPIRED, OTHER -> false;
        };
    boolean current = side.offer().filter(o -> o.sequence() == refused.sequence()).isPresent();
    if (!stands && current) {
      side.refused();
      side.waitThrough(sides.round() + 1);
    }
    if (refused.reason() == RefusalReason.EXPIRED) {
      channels.abandon(side);
    }
  }
}
