package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentiveContext;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.auction.Auction;
import io.quoin.incentive.btt.auction.Bidder;
import io.quoin.incentive.btt.auction.Outcome;
import io.quoin.incentive.btt.channel.ChannelTime;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.wire.RefusalReason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Holds an auction each round among those who may have a lease. */
final class Auctioneer {
  private final IncentiveContext context;
  private final int freePercent;
  private final SellSides sides;
  private final Asking asking;
  private final Leases leases;
  private final WriteOffs writeOffs;
  private final Takings takings;
  private final Supplier<Instant> ledgerTime;
  private final Auction auction;

  /**
   * Has held none yet.
   *
   * @param freePercent of the capacity that is not for sale
   */
  Auctioneer(
      IncentiveContext context,
      int freePercent,
      SellSides sides,
      Asking asking,
      Leases leases,
      WriteOffs writeOffs,
      Takings takings,
      Supplier<Instant> ledgerTime) {
    this.context = context;
    this.freePercent = freePercent;
    this.sides = sides;
    this.asking = asking;
    this.leases = leases;
    this.writeOffs = writeOffs;
    this.takings = takings;
    this.ledgerTime = ledgerTime;
    this.auction = new Auction(context.random());
  }

  /**
   * Holds the round's auction: leases begin and end, and the price adapts.
   *
   * @param sells whether anything is for sale yet
   */
  void hold(boolean sells) {
    long now = context.nanoTime();
    sides.all().forEach(side -> dropStaleBid(side, now));
    List<SellSide> over = sides.all().stream().filter(leases::isOver).toList();
    int running =
        (int) sides.all().stream().filter(s -> s.lease().isPresent()).count() - over.size();
    int places = freePercent == 100 ? 0 : Auction.places(sides.slots(), freePercent, running);
    Outcome<SellSide> outcome = auction.hold(bidders(sells), places, asking.price());
    outcome.winners().forEach(winner -> leases.begin(winner.peer(), winner.price()));
    for (SellSide side : over) {
      side.lease()
          .filter(lease -> leases.isOver(side))
          .ifPresent(lease -> leases.end(side, lease, RefusalReason.OVER));
    }
    asking.adapt(outcome, running + outcome.winners().size(), places);
  }

  private static void dropStaleBid(SellSide side, long now) {
    side.bid(side.bid().filter(bid -> now < bid.until()));
  }

  private List<Bidder<SellSide>> bidders(boolean sells) {
    List<Bidder<SellSide>> bidders = new ArrayList<>();
    for (SellSide side : sides.all()) {
      if (sells && eligible(side)) {
        bidders.add(bidder(side));
      }
    }
    return bidders;
  }

  private Bidder<SellSide> bidder(SellSide side) {
    Address payer = side.debtor().address();
    long vouched = takings.vouched(payer, context.nanoTime());
    long before = leases.round() - 1;
    boolean hadOne = side.lastLeaseRound().filter(ended -> ended == before).isPresent();
    return new Bidder<>(
        side,
        payer,
        side.bid().orElseThrow().bid().limit(),
        side.debtor().known(),
        side.lease().isPresent() || hadOne,
        vouched,
        vouched > 0);
  }

  private boolean eligible(SellSide side) {
    return bids(side) && wants(side) && mayLease(side) && hasRoom(side);
  }

  private boolean bids(SellSide side) {
    return side.account().isPresent()
        && side.bid().filter(b -> b.bid().limit() >= asking.price()).isPresent()
        && !side.conversation().conduct().off();
  }

  /** Whether it wants what we have, and is not being served it free. */
  private static boolean wants(SellSide side) {
    return side.conversation()
        .standing()
        .filter(PeerStanding::peerInterested)
        .filter(PeerStanding::offers)
        .filter(standing -> standing.choked() || side.lease().isPresent())
        .isPresent();
  }

  private boolean mayLease(SellSide side) {
    boolean runs = side.lease().isPresent() && !leases.isOver(side);
    boolean looking = side.lease().isEmpty() && sides.verifies(side.lane());
    return !runs
        && !sides.servedElsewhere(side)
        && !side.ending()
        && !looking
        && !side.lane().tooManyLeases()
        && !leases.waits(side)
        && ChannelTime.usable(side.account().orElseThrow().terms().expiry(), ledgerTime.get());
  }

  /** Whether pacing and credit leave room that a lease is worth; what was lost makes room. */
  private boolean hasRoom(SellSide side) {
    PayeeLane lane = side.lane();
    long least = lane.pacing().leastRoom();
    writeOffs.makeRoom(side);
    boolean paced = side.lease().isPresent() || lane.pacing().limit() - lane.outstanding() >= least;
    BigInteger needed =
        BigInteger.valueOf(least).multiply(BigInteger.valueOf(asking.price())).shiftRight(30);
    boolean granted = lane.granted() - lane.billed() >= least;
    return paced && (granted || needed.compareTo(BigInteger.valueOf(leases.room(side))) <= 0);
  }
}
