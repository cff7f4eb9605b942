package io.quoin.protocol.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides who is served in the next round. What an incentive allocated is obeyed; among the others
 * it is tit for tat: who gives most gets a slot, and one slot tries somebody out. A seed, whom
 * nobody gives anything, lets peers take turns. Pure: candidates in, decision out.
 */
final class Choker<P> {
  /** Rounds that a peer keeps a seed's slot while others wait. */
  private static final int TURN = 3;

  private static final int OPTIMISTIC_ROUNDS = 3;

  private final RandomGenerator random;

  /** What an incentive says of a peer. */
  enum Wish {
    /** Nothing. */
    OPEN,
    /** Served besides the ordinary slots. */
    EXTRA,
    /** Served from an ordinary slot. */
    SERVE,
    /** Not served. */
    CHOKE
  }

  /**
   * A peer that wants something of us.
   *
   * @param wish what an incentive says
   * @param rate bytes a second that it gives us
   * @param rounds rounds in a row that it has been served; 0 if it is choked
   * @param waited rounds in a row that it has waited; 0 if it is served
   */
  record Candidate<P>(P peer, Wish wish, long rate, int rounds, int waited) {}

  /**
   * Who is served. All others are choked.
   *
   * @param served everybody, the one tried out included
   * @param triedOut the one that has the optimistic slot
   */
  record Decision<P>(List<P> served, Optional<P> triedOut) {}

  private Optional<P> triedOut = Optional.empty();
  private int triedFor;

  Choker(RandomGenerator random) {
    this.random = random;
  }

  /** Decides a round. */
  Decision<P> decide(List<Candidate<P>> candidates, int slots, boolean seeding) {
    triedFor++;
    return decideAgain(candidates, slots, seeding);
  }

  /** Decides once more within a round. */
  Decision<P> decideAgain(List<Candidate<P>> candidates, int slots, boolean seeding) {
    List<P> served = new ArrayList<>();
    List<Candidate<P>> rest = new ArrayList<>();
    int left = slots;
    for (Candidate<P> candidate : candidates) {
      switch (candidate.wish()) {
        case EXTRA -> served.add(candidate.peer());
        case SERVE -> {
          served.add(candidate.peer());
          left--;
        }
        case OPEN -> rest.add(candidate);
        case CHOKE -> {}
      }
    }
    rest.sort(seeding ? turns() : generosity());
    int ordinary = Math.max(0, Math.min(left, rest.size()));
    for (Candidate<P> winner : rest.subList(0, ordinary)) {
      served.add(winner.peer());
    }
    Optional<P> tried = tryOut(rest.subList(ordinary, rest.size()), served);
    tried.ifPresent(served::add);
    return new Decision<>(List.copyOf(served), tried);
  }

  private Optional<P> tryOut(List<Candidate<P>> waiting, List<P> served) {
    boolean stays =
        triedOut.isPresent()
            && triedFor <= OPTIMISTIC_ROUNDS
            && waiting.stream().anyMatch(c -> c.peer().equals(triedOut.get()));
    if (!stays) {
      triedFor = 1;
      triedOut =
          waiting.isEmpty()
              ? Optional.empty()
              : Optional.of(waiting.get(random.nextInt(waiting.size())).peer());
    }
    return triedOut.filter(peer -> !served.contains(peer));
  }

  private Comparator<Candidate<P>> generosity() {
    return Comparator.<Candidate<P>>comparingLong(Candidate::rate)
        .reversed()
        .thenComparing(Comparator.<Candidate<P>>comparingInt(Candidate::rounds).reversed());
  }

  private Comparator<Candidate<P>> turns() {
    return Comparator.<Candidate<P>>comparingInt(
            c -> c.rounds() >= TURN ? 2 : c.rounds() > 0 ? 0 : 1)
        .thenComparing(Comparator.<Candidate<P>>comparingInt(Candidate::waited).reversed());
  }
}
