package io.quoin.api.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a torrent that is complete is paused: at the first of the conditions that is met.
 *
 * @param ratio sent payload over the torrent's size, 0 or more
 * @param seeding time since completion
 */
public record StopRule(OptionalDouble ratio, Optional<Duration> seeding) {

  /** Seeds until told otherwise. */
  public static final StopRule NEVER = new StopRule(OptionalDouble.empty(), Optional.empty());

  /** Stops as soon as every byte is there. */
  public static final StopRule AT_COMPLETION =
      new StopRule(OptionalDouble.empty(), Optional.of(Duration.ZERO));

  /**
   * Whether to stop now.
   *
   * @param sentBytes payload sent so far
   * @param totalBytes the torrent's payload
   * @param sinceCompletion time since the last piece
   * @return true if a condition is met
   */
  public boolean met(long sentBytes, long totalBytes, Duration sinceCompletion) {
    boolean ratioMet = ratio.isPresent() && sentBytes >= ratio.getAsDouble() * totalBytes;
    return ratioMet || seeding.filter(limit -> sinceCompletion.compareTo(limit) >= 0).isPresent();
  }
}
