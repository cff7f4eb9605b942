package io.quoin.protocol.swarm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Says to peers whether they are served: every round, and when something changes in between. */
final class Unchoking {
  private final Roster roster;
  private final Choker<Peer> choker;
  private final Loop loop;
  private final BooleanSupplier seeding;
  private int slots;

  Unchoking(Roster roster, Choker<Peer> choker, Loop loop, BooleanSupplier seeding, int slots) {
    this.roster = roster;
    this.choker = choker;
    this.loop = loop;
    this.seeding = seeding;
    this.slots = slots;
  }

  void slots(int changed) {
    slots = changed;
  }

  /** Decides anew who is served. */
  void round() {
    roster.peers().forEach(Peer::roundBegins);
    obey(choker.decide(candidates(), slots, seeding.getAsBoolean()));
  }

  /** Decides with what an incentive has changed; nobody's turn comes sooner for it. */
  void adjust() {
    obey(choker.decideAgain(candidates(), slots, seeding.getAsBoolean()));
  }

  private List<Choker.Candidate<Peer>> candidates() {
    List<Choker.Candidate<Peer>> candidates = new ArrayList<>();
    long now = loop.nanoTime();
    for (Peer peer : roster.peers()) {
      if (peer.peerInterested()) {
        candidates.add(
            new Choker.Candidate<>(
                peer, wish(peer), peer.downloads().rate(now), peer.rounds(), peer.waited()));
      }
    }
    return candidates;
  }

  private void obey(Choker.Decision<Peer> decision) {
    Set<Peer> served = new HashSet<>(decision.served());
    for (Peer peer : List.copyOf(roster.peers())) {
      peer.triedOut(decision.triedOut().filter(tried -> tried == peer).isPresent());
      if (served.contains(peer)) {
        peer.unchoke();
      } else {
        peer.choke();
      }
    }
  }

  private static Choker.Wish wish(Peer peer) {
    if (!peer.allocated()) {
      return Choker.Wish.OPEN;
    }
    return switch (peer.share().uploadClass()) {
      case PAID -> Choker.Wish.EXTRA;
      case FREE, OPTIMISTIC -> Choker.Wish.SERVE;
      case NONE -> Choker.Wish.CHOKE;
      case OPEN -> Choker.Wish.OPEN;
    };
  }

  /** A peer wants something, or nothing more. */
  void interestChanged(Peer peer) {
    if (peer.peerInterested() && !peer.choked() && holdsSlot(peer) && taken() > slots + 1) {
      peer.choke();
    } else if (peer.peerInterested() == peer.choked()) {
      fillSlots();
    }
  }

  /** Gives free slots to peers that wait, without taking any away. */
  void fillSlots() {
    int taken = taken();
    for (Peer peer : List.copyOf(roster.peers())) {
      if (peer.choked() && peer.peerInterested()) {
        Choker.Wish wish = wish(peer);
        boolean named = wish == Choker.Wish.EXTRA || wish == Choker.Wish.SERVE;
        boolean free = wish == Choker.Wish.OPEN && taken <= slots;
        if (named || free) {
          peer.unchoke();
          taken += holdsSlot(peer) ? 1 : 0;
        }
      }
    }
  }

  /** Peers in ordinary slots and the optimistic one. */
  private int taken() {
    int taken = 0;
    for (Peer peer : roster.peers()) {
      if (holdsSlot(peer)) {
        taken++;
      }
    }
    return taken;
  }

  private static boolean holdsSlot(Peer peer) {
    return !peer.choked() && peer.peerInterested() && wish(peer) != Choker.Wish.EXTRA;
  }
}
