package io.quoin.testbed.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * How somebody has fared. Moments are counted from the beginning of the run.
 *
 * @param peer who
 * @param arrival when it really came
 * @param firstPiece when its first piece was verified
 * @param completion when it had everything; empty for seeds and who still lacks something
 * @param longestStall the longest time of ten seconds or more in which it lacked something and no
 *     block came; zero if there was none
 * @param received payload bytes that arrived
 * @param wasted of those: of no use
 * @param sent payload bytes
 */
public record PeerOutcome(
    ScenarioPeer peer,
    Duration arrival,
    Optional<Duration> firstPiece,
    Optional<Duration> completion,
    Duration longestStall,
    long received,
    long wasted,
    long sent) {

  /**
   * From its arrival to its completion.
   *
   * @return empty for seeds and who still lacks something
   */
  public Optional<Duration> took() {
    return completion.map(done -> done.minus(arrival));
  }
}
