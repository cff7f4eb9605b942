package io.quoin.incentive.btt;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerShare;
import io.quoin.api.incentive.UploadClass;
import io.quoin.incentive.btt.buying.Purchases;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.selling.Sales;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Both directions in which we may trade: what a peer says goes to the one that it belongs to, and
 * what both decide becomes one allocation.
 *
 * @param sales empty if we do not earn
 * @param purchases empty if we do not spend
 */
record Trade(Optional<Sales> sales, Optional<Purchases> purchases) {
  /** Neither is open yet, or ever. */
  static final Trade NONE = new Trade(Optional.empty(), Optional.empty());

  private static final int PAID_WEIGHT = 100;

  // --- peers ---

  void met(Conversation conversation) {
    if (conversation.hello().buys()) {
      sales.ifPresent(s -> s.met(conversation));
    }
    if (conversation.hello().sells()) {
      purchases.ifPresent(p -> p.met(conversation));
    }
  }

  /** Nothing more is said; true if something was being sold or bought. */
  boolean stops(Conversation conversation) {
    boolean sold = sales.filter(s -> s.stops(conversation)).isPresent();
    boolean bought = purchases.filter(p -> p.leases(conversation)).isPresent();
    return sold || bought;
  }

  void passed(Conversation conversation) {
    sales.ifPresent(s -> s.traffic(conversation));
    purchases.ifPresent(p -> p.traffic(conversation));
  }

  void lost(Conversation conversation) {
    sales.ifPresent(s -> s.lost(conversation));
    purchases.ifPresent(p -> p.lost(conversation));
  }

  // --- what they say ---

  void understand(Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Problem) {
      return;
    }
    boolean known = from.hello().buys() && sales.filter(s -> sold(s, from, message)).isPresent();
    known |= from.hello().sells() && purchases.filter(p -> bought(p, from, message)).isPresent();
    if (!known) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
    }
  }

  /** What a buyer says. */
  private static boolean sold(Sales sales, Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Open open) {
      sales.open(from, open);
    } else if (message instanceof BttMessage.Bid bid) {
      sales.bid(from, bid);
    } else if (message instanceof BttMessage.Promise promise) {
      sales.promise(from, promise);
    } else if (message instanceof BttMessage.Settled settled) {
      sales.settled(from, settled);
    } else {
      return message instanceof BttMessage.Close close && sales.close(from, close);
    }
    return true;
  }

  /** What a seller says. */
  private static boolean bought(Purchases purchases, Conversation from, BttMessage message) {
    if (message instanceof BttMessage.Ask ask) {
      purchases.ask(from, ask);
    } else if (message instanceof BttMessage.Ack ack) {
      purchases.ack(from, ack);
    } else if (message instanceof BttMessage.Rejected rejected) {
      purchases.rejected(from, rejected);
    } else if (message instanceof BttMessage.Accepted accepted) {
      purchases.accepted(from, accepted);
    } else if (message instanceof BttMessage.Refused refused) {
      purchases.refused(from, refused);
    } else if (message instanceof BttMessage.Receipt receipt) {
      purchases.receipt(from, receipt);
    } else {
      return message instanceof BttMessage.Close close && purchases.close(from, close);
    }
    return true;
  }

  // --- time ---

  void tick() {
    sales.ifPresent(Sales::tick);
    purchases.ifPresent(Purchases::tick);
  }

  void round(long number) {
    sales.ifPresent(s -> s.round(number));
    purchases.ifPresent(p -> p.round(number));
  }

  void close() {
    sales.ifPresent(Sales::close);
    purchases.ifPresent(Purchases::close);
  }

  // --- the allocation ---

  /**
   * How all peers are to be served, and what is asked of them.
   *
   * @param freePercent of the capacity that is not for sale
   */
  Allocation allocation(Collection<Conversation> conversations, int freePercent) {
    Map<IncentivePeer, PeerShare> shares = new LinkedHashMap<>();
    for (Conversation conversation : conversations) {
      share(conversation).ifPresent(share -> shares.put(conversation.peer(), share));
    }
    return new Allocation(shares, freePercent);
  }

  /** Of a peer; empty if it is left to the engine. */
  private Optional<PeerShare> share(Conversation conversation) {
    IncentivePeer peer = conversation.peer();
    Optional<Sales.Serving> serving = sales.flatMap(s -> s.serving(peer));
    Optional<Purchases.Asking> asking = purchases.flatMap(p -> p.asking(peer));
    boolean open =
        sales.filter(s -> s.waitsFor(peer)).isPresent()
            || purchases.filter(p -> p.owes(peer)).isPresent();
    if (serving.isEmpty() && asking.isEmpty() && !conversation.hasForShare() && !open) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerShare(
            serving.map(Sales.Serving::uploadClass).orElse(UploadClass.OPEN),
            PAID_WEIGHT,
            serving.map(Sales.Serving::sendUpTo).orElse(Long.MAX_VALUE),
            conversation.takeForShare(),
            asking.map(Purchases.Asking::requestUpTo).orElse(Long.MAX_VALUE),
            asking.isPresent() ? 1 : 0,
            asking.isPresent()));
  }
}
