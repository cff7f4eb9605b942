package io.quoin.protocol.swarm;

import io.quoin.api.pieces.BlockDigest;
import io.quoin.api.pieces.PieceFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds who spoiled a piece. What each block was when the piece failed is kept until the piece
 * verifies: whoever sent a block that was different then sent bad bytes. Until then all of the
 * piece is to come from one peer, so that the next failure has one culprit.
 */
final class Blame {
  /** Blocks whose digests are kept: about 4 MiB; with more the oldest piece is forgotten. */
  private static final int MOST_BLOCKS = 1 << 16;

  /** Kept of one piece. */
  private static final int ATTEMPTS = 4;

  private final Map<Integer, List<Attempt>> attempts = new LinkedHashMap<>();
  private int blocks;

  private record Attempt(List<BlockDigest> digests, List<Peer> senders) {}

  /**
   * Notes a failed piece.
   *
   * @param senders who sent each block
   */
  void failed(PieceFailure failure, List<Peer> senders) {
    List<Attempt> known = attempts.computeIfAbsent(failure.piece(), p -> new ArrayList<>());
    if (known.size() < ATTEMPTS) {
      known.add(new Attempt(failure.digests(), senders));
      blocks += senders.size();
    }
    Iterator<List<Attempt>> oldest = attempts.values().iterator();
    while (blocks > MOST_BLOCKS && attempts.size() > 1) {
      blocks -= blocks(oldest.next());
      oldest.remove();
    }
  }

  private static int blocks(List<Attempt> known) {
    return known.stream().mapToInt(attempt -> attempt.senders().size()).sum();
  }

  /** Whether the piece has failed and not verified since. */
  boolean suspects(int piece) {
    return attempts.containsKey(piece);
  }

  /** Those of the senders who sent bad bytes beyond doubt, without waiting for the good ones. */
  static List<Peer> certain(PieceFailure failure, List<Peer> senders) {
    if (failure.wrong().isEmpty()) {
      List<Peer> all = senders.stream().distinct().toList();
      return all.size() == 1 ? all : List.of();
    }
    return failure.wrong().stream().mapToObj(senders::get).distinct().toList();
  }

  /**
   * The piece is right now, with these digests of its blocks: returns who sent something else
   * before.
   */
  Set<Peer> verified(int piece, List<BlockDigest> digests) {
    Set<Peer> culprits = new LinkedHashSet<>();
    List<Attempt> known = attempts.remove(piece);
    if (known == null) {
      return culprits;
    }
    blocks -= blocks(known);
    for (Attempt attempt : known) {
      for (int block = 0; block < Math.min(digests.size(), attempt.digests().size()); block++) {
        if (!digests.get(block).equals(attempt.digests().get(block))) {
          culprits.add(attempt.senders().get(block));
        }
      }
    }
    return culprits;
  }
}
