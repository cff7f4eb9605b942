package io.quoin.protocol.swarm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An info dictionary of a certain size that is put together from what peers send. After it came out
 * wrong once, from several peers, all of it is taken from one, so that it is known who lies.
 */
final class MetadataAttempt {
  private final int size;
  private final byte[][] pieces;
  private final Set<Peer> contributors = new LinkedHashSet<>();
  private int there;
  private boolean mixing = true;
  private Optional<Peer> only = Optional.empty();

  MetadataAttempt(int size) {
    this.size = size;
    this.pieces = new byte[pieces(size)][];
  }

  static int pieces(int size) {
    return (size + MetadataExchange.PIECE - 1) / MetadataExchange.PIECE;
  }

  private int length(int piece) {
    return Math.min(MetadataExchange.PIECE, size - piece * MetadataExchange.PIECE);
  }

  /** Whether the peer may be asked; from one that may not be mixed with others all is taken. */
  boolean takesFrom(Peer peer) {
    if (!mixing && only.isEmpty()) {
      only = Optional.of(peer);
    }
    return mixing || only.get().equals(peer);
  }

  /** The first piece that is missing and not among these, else the first missing, else -1. */
  int next(Set<Integer> underWay) {
    int missing = -1;
    for (int piece = 0; piece < pieces.length; piece++) {
      if (pieces[piece] == null && !underWay.contains(piece)) {
        return piece;
      }
      if (pieces[piece] == null && missing < 0) {
        missing = piece;
      }
    }
    return missing;
  }

  /** Takes a piece; false if it has the wrong length. */
  boolean take(Peer peer, int piece, ByteBuffer data) {
    if (piece >= pieces.length || data.remaining() != length(piece)) {
      return false;
    }
    if (pieces[piece] == null) {
      pieces[piece] = new byte[data.remaining()];
      data.get(pieces[piece]);
      contributors.add(peer);
      there++;
    }
    return true;
  }

  boolean complete() {
    return there == pieces.length;
  }

  byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] piece : pieces) {
      all.put(piece);
    }
    return all.array();
  }

  /** It came out wrong: begins anew, and says who sent it. */
  List<Peer> wrong() {
    List<Peer> senders = new ArrayList<>(contributors);
    restart();
    mixing = false;
    return senders;
  }

  /** The peer sends no more for now: what cannot be mixed begins anew with another. */
  void without(Peer peer) {
    if (only.filter(peer::equals).isPresent()) {
      restart();
    }
  }

  private void restart() {
    Arrays.fill(pieces, null);
    contributors.clear();
    there = 0;
    only = Optional.empty();
  }
}
