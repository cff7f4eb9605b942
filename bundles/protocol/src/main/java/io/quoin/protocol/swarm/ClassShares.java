package io.quoin.protocol.swarm;

import io.quoin.metainfo.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Whose block is next under an upload limit. Peers that are paid for and all others take turns
 * among themselves; between the two a deficit is kept, so that while both wait the others get at
 * least their percentage. It is forgotten when one of them waits for nothing. Who is tried out has
 * as much as without paid ones: newcomers' first piece is not to come later.
 */
final class ClassShares {
  private static final long MOST_OWED = 100L * 8 * Layout.BLOCK;

  private final FairTurns others = new FairTurns();
  private final FairTurns paid = new FairTurns();
  private int freePercent;
  private long owedToOthers;

  /** 0 has weights alone decide. */
  void freePercent(int percent) {
    freePercent = percent;
  }

  /** Before blocks are given out. */
  void begin(List<Peer> peers) {
    others.lookAnew();
    paid.lookAnew();
    peers.forEach(peer -> turns(peer).look(peer));
    if (!others.waiting() || !paid.waiting()) {
      owedToOthers = 0;
    }
  }

  /** A peer asks for something after it had asked for nothing. */
  void begins(Peer peer) {
    turns(peer).begins(peer);
  }

  /** Who is next. */
  Optional<Peer> next(List<Peer> peers) {
    others.chooseAnew();
    paid.chooseAnew();
    peers.forEach(peer -> turns(peer).consider(peer));
    if (others.next().isEmpty() || paid.next().isEmpty()) {
      return others.next().or(paid::next);
    }
    return owedToOthers >= 0 ? others.next() : paid.next();
  }

  /** The peer is sent its next block. */
  void take(Peer peer) {
    FairTurns turns = turns(peer);
    long length = peer.uploads().nextLength();
    boolean shared = others.waiting() && paid.waiting();
    turns.take(peer, shared && turns == others && peer.triedOut() ? freePercent : 100);
    if (shared) {
      long owed =
          turns == paid
              ? owedToOthers + length * freePercent
              : owedToOthers - length * (100 - freePercent);
      owedToOthers = Math.max(-MOST_OWED, Math.min(MOST_OWED, owed));
    }
  }

  private FairTurns turns(Peer peer) {
    return freePercent > 0 && peer.isPaidFor() ? paid : others;
  }
}
