package io.quoin.experiments.swarms;

import io.quoin.testbed.PeerResult;
import java.time.Duration;

/**
 * How a peer has fared.
 *
 * @param role what it is
 * @param rank its place in the order in which peers were chosen to pay, from 0 on; -1 for seeds
 * @param result what came of it
 */
record Fate(Role role, int rank, PeerResult result) {
  private static final Duration LONG_STALL = Duration.ofSeconds(60);

  boolean complete() {
    return result.completion().isPresent();
  }

  /** MiB a second from arrival to completion; 0 if it is not complete. */
  double speed() {
    return result.speed().orElse(0) / (1 << 20);
  }

  /** From arrival to completion, in seconds; without end if it is not complete. */
  double seconds() {
    return result
        .completion()
        .map(done -> seconds(done.minus(result.arrival())))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** From arrival to the first piece, in seconds; without end if there is none. */
  double firstPiece() {
    return result
        .firstPiece()
        .map(first -> seconds(first.minus(result.arrival())))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Times of 60 seconds or more in which it got nothing. */
  long longStalls() {
    return result.stalls().stream().filter(s -> s.span().compareTo(LONG_STALL) >= 0).count();
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
