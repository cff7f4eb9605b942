package io.quoin.protocol.swarm;

import io.quoin.metainfo.Layout;
import java.util.Optional;

/** Weighted fair queueing: the next block goes to whoever had least for its weight. */
final class FairTurns {
  private static final double CATCH_UP = 8.0 * Layout.BLOCK;

  private double clock;
  private int lightest = Integer.MAX_VALUE;
  private boolean waiting;
  private Optional<Peer> next = Optional.empty();

  /** Looks at the peers that take turns here, from the first on. */
  void lookAnew() {
    lightest = Integer.MAX_VALUE;
    waiting = false;
  }

  /** One of them. */
  void look(Peer peer) {
    if (!peer.uploads().isEmpty()) {
      waiting = true;
      lightest = Math.min(lightest, peer.share().weight());
    }
  }

  /** Whether any of them waits for something. */
  boolean waiting() {
    return waiting;
  }

  /** Forgets whose turn it is. */
  void chooseAnew() {
    next = Optional.empty();
  }

  /** Considers one of them for the next turn. */
  void consider(Peer peer) {
    if (peer.uploads().canSendNext() && (next.isEmpty() || served(peer) < served(next.get()))) {
      next = Optional.of(peer);
    }
  }

  /** Whose turn it is, if anything of somebody's is ready to be sent. */
  Optional<Peer> next() {
    return next;
  }

  /** A peer begins to wait: with what the others had, not with nothing. */
  void begins(Peer peer) {
    peer.uploads().beginAt(this, clock);
  }

  /**
   * The peer's turn: counts the block that it is going to be sent.
   *
   * @param percent how much of it counts
   */
  void take(Peer peer, int percent) {
    clock = served(peer);
    peer.uploads().served(peer.uploads().nextLength() * percent / 100, clock);
  }

  /** Who could not be served for a while catches up, by a few blocks of the lightest. */
  private double served(Peer peer) {
    return Math.max(peer.uploads().served(this, clock), clock - CATCH_UP / lightest);
  }
}
