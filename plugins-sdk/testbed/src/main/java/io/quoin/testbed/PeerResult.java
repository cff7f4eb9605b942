package io.quoin.testbed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a peer has fared so far. Moments are counted from the beginning of the run.
 *
 * @param name of the peer
 * @param seed whether it had everything from the beginning
 * @param size bytes of its torrent
 * @param verified bytes of it that the peer has
 * @param arrival when it came
 * @param firstPiece when its first piece was verified
 * @param completion when it had everything; empty for seeds
 * @param departure when it left
 * @param received payload bytes that arrived
 * @param wasted of those: of no use
 * @param sentPaid payload bytes sent to peers that an incentive had in class PAID
 * @param sentFree payload bytes sent to peers in class FREE, which is everybody without incentive
 * @param sentOptimistic payload bytes sent to peers that an incentive had in class OPTIMISTIC
 * @param messages bytes of messages sent, heads of blocks included
 * @param extensions of those: extension messages, handshakes included
 * @param stalls of ten seconds or more while it lacked something
 */
public record PeerResult(
    String name,
    boolean seed,
    long size,
    long verified,
    Duration arrival,
    Optional<Duration> firstPiece,
    Optional<Duration> completion,
    Optional<Duration> departure,
    long received,
    long wasted,
    long sentPaid,
    long sentFree,
    long sentOptimistic,
    long messages,
    long extensions,
    List<Stall> stalls) {

  /** Copies the stalls. */
  public PeerResult {
    stalls = List.copyOf(stalls);
  }

  /**
   * Size by the time from arrival to completion.
   *
   * @return bytes a second; empty for seeds and those who lack something
   */
  public OptionalDouble speed() {
    return completion
        .map(done -> OptionalDouble.of(size * 1e9 / done.minus(arrival).toNanos()))
        .orElseGet(OptionalDouble::empty);
  }

  /**
   * What it sent in all classes together.
   *
   * @return payload bytes
   */
  public long sent() {
    return sentPaid + sentFree + sentOptimistic;
  }
}
