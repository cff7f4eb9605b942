package io.quoin.api.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a torrent that is complete is paused: at the first of the conditions that is met.
 *
 * @param ratio sent payload over the torrent's size, 0 or more
 * @param seeding time since completion
 * @param idle time in which no payload was sent or received
 */
public record StopRule(OptionalDouble ratio, Optional<Duration> seeding, Optional<Duration> idle) {

  /** Seeds until told otherwise. */
  public static final StopRule NEVER = new StopRule(OptionalDouble.empty(), Optional.empty());

  /** Stops as soon as every byte is there. */
  public static final StopRule AT_COMPLETION =
      new StopRule(OptionalDouble.empty(), Optional.of(Duration.ZERO));

  /**
   * A rule that does not look at idle time.
   *
   * @param ratio sent payload over the torrent's size, 0 or more
   * @param seeding time since completion
   */
  public StopRule(OptionalDouble ratio, Optional<Duration> seeding) {
    this(ratio, seeding, Optional.empty());
  }

  /**
   * Whether to stop now.
   *
   * @param sentBytes payload sent so far
   * @param totalBytes the torrent's payload
   * @param sinceCompletion time since the last piece
   * @param idleFor time since payload was last sent or received
   * @return true if a condition is met
   */
  public boolean met(long sentBytes, long totalBytes, Duration sinceCompletion, Duration idleFor) {
    boolean ratioMet = ratio.isPresent() && sentBytes >= ratio.getAsDouble() * totalBytes;
    return ratioMet
        || seeding.filter(limit -> sinceCompletion.compareTo(limit) >= 0).isPresent()
        || idle.filter(limit -> idleFor.compareTo(limit) >= 0).isPresent();
  }
}
