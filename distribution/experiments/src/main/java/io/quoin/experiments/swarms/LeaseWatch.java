package io.quoin.experiments.swarms;

import io.quoin.api.incentive.Allocation;
import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.api.incentive.UploadClass;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.Decoded;
import io.quoin.incentive.btt.wire.MessageCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps account of whom a seller serves for pay, how much, and who waits meanwhile. */
final class LeaseWatch extends PolicyShell {
  private final Map<IncentivePeer, Long> sentPaid = new HashMap<>();
  private final Map<IncentivePeer, Lease> last = new LinkedHashMap<>();
  private final List<Lease> leases = new ArrayList<>();
  private final List<Auction> auctions = new ArrayList<>();
  private final Set<IncentivePeer> bidders = new HashSet<>();
  private Set<IncentivePeer> served = Set.of();
  private Set<IncentivePeer> begun = new HashSet<>();
  private Set<IncentivePeer> waiting = Set.of();
  private long round;

  /** Paid service without a break. */
  static final class Lease {
    private final InetSocketAddress to;
    private final long begun;
    private final long before;
    private long ended = Long.MAX_VALUE;
    private long bytes;

    private Lease(InetSocketAddress to, long begun, long before) {
      this.to = to;
      this.begun = begun;
      this.before = before;
    }

    InetSocketAddress to() {
      return to;
    }

    /** Payload bytes sent in it. */
    long bytes() {
      return bytes;
    }

    /** Rounds; without end if it is not over. */
    long rounds() {
      return ended == Long.MAX_VALUE ? ended : ended - begun;
    }
  }

  /**
   * A round in which paid places were given away.
   *
   * @param winners who got one and had none
   * @param waiting whose bid stood, who was not served and had not been a round before either
   */
  record Auction(List<InetSocketAddress> winners, List<InetSocketAddress> waiting) {}

  LeaseWatch(IncentiveProvider inner) {
    super(inner);
  }

  List<Lease> leases() {
    return leases;
  }

  List<Auction> auctions() {
    return auctions;
  }

  @Override
  void heard(IncentivePeer from, ByteBuffer payload) {
    if (MessageCodec.decode(payload) instanceof Decoded.Known known
        && known.message() instanceof BttMessage.Bid bid) {
      if (bid.bytes() > 0) {
        bidders.add(from);
      } else {
        bidders.remove(from);
      }
    }
  }

  @Override
  void gone(PeerTraffic last) {
    bidders.remove(last.peer());
  }

  @Override
  void passed(List<PeerTraffic> traffic) {
    for (PeerTraffic one : traffic) {
      sentPaid.put(one.peer(), one.sentPaid());
      Lease lease = last.get(one.peer());
      if (lease != null) {
        lease.bytes = one.sentPaid() - lease.before;
      }
    }
  }

  @Override
  Allocation published(Allocation allocation) {
    Set<IncentivePeer> now =
        allocation.shares().entrySet().stream()
            .filter(entry -> entry.getValue().uploadClass() == UploadClass.PAID)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    for (IncentivePeer peer : now) {
      if (!served.contains(peer)) {
        Lease lease = new Lease(peer.address(), round, sentPaid.getOrDefault(peer, 0L));
        leases.add(lease);
        last.put(peer, lease);
        begun.add(peer);
      }
    }
    for (IncentivePeer peer : served) {
      if (!now.contains(peer)) {
        last.get(peer).ended = round;
      }
    }
    served = now;
    return allocation;
  }

  @Override
  void decided(List<PeerStanding> standings) {
    Set<IncentivePeer> wanting =
        standings.stream()
            .filter(s -> s.peerInterested() && s.choked() && s.offers())
            .map(PeerStanding::peer)
            .filter(peer -> bidders.contains(peer) && !served.contains(peer))
            .collect(Collectors.toSet());
    if (!begun.isEmpty()) {
      auctions.add(
          new Auction(
              addresses(begun),
              addresses(wanting.stream().filter(waiting::contains).collect(Collectors.toSet()))));
    }
    waiting = wanting;
    begun = new HashSet<>();
    round++;
  }

  private static List<InetSocketAddress> addresses(Set<IncentivePeer> peers) {
    return peers.stream().map(IncentivePeer::address).toList();
  }
}
