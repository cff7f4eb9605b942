package io.quoin.protocol.swarm;

import io.quoin.metainfo.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Whose block is next under an upload limit. Peers that are paid for and all others take turns
 * among themselves; between the two a deficit is kept, so that while both wait the others get at
 * least their percentage. It is forgotten when one of them waits for nothing. Newcomers' first
 * piece is not to come much later for it: who is tried out has as much as without paid ones, and of
 * what goes to newcomers only a part counts against the others' percentage.
 */
final class ClassShares {
  private static final long MOST_OWED = 100L * 8 * Layout.BLOCK;

  /** Of four bytes to a newcomer one counts. */
  private static final int NEWCOMERS_PART = 4;

  private final int pieceLength;
  private final FairTurns others = new FairTurns();
  private final FairTurns paid = new FairTurns();
  private int freePercent;
  private long owedToOthers;

  /**
   * Nobody waits yet.
   *
   * @param pieceLength of the torrent, in bytes: who was sent as much is no newcomer
   */
  ClassShares(int pieceLength) {
    this.pieceLength = pieceLength;
  }

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
              : owedToOthers - counted(peer, length) * (100 - freePercent);
      owedToOthers = Math.max(-MOST_OWED, Math.min(MOST_OWED, owed));
    }
  }

  /** A newcomer has no piece that we know of, and we have not sent it enough for one. */
  private long counted(Peer peer, long length) {
    boolean newcomer = peer.has().count() == 0 && peer.counts().sent() < pieceLength;
    return newcomer ? length / NEWCOMERS_PART : length;
  }

  private FairTurns turns(Peer peer) {
    return freePercent > 0 && peer.isPaidFor() ? paid : others;
  }
}
