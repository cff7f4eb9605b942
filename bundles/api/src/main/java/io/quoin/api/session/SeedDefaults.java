package io.quoin.api.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When torrents that have no rule of their own are paused once they are complete.
 *
 * @param ratioOn whether the ratio counts
 * @param ratio sent payload over the torrent's size, 0 or more
 * @param idleOn whether the idle time counts
 * @param idle time without payload, not negative
 */
public record SeedDefaults(boolean ratioOn, double ratio, boolean idleOn, Duration idle) {

  /** They seed on. */
  public static final SeedDefaults OFF = new SeedDefaults(false, 2, false, Duration.ofMinutes(30));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public SeedDefaults {
    if (!(ratio >= 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("a ratio is 0 or more, not " + ratio);
    }
    if (idle.isNegative()) {
      throw new IllegalArgumentException("an idle time is not negative");
    }
  }

  /**
   * What holds.
   *
   * @return as a rule
   */
  public StopRule rule() {
    return new StopRule(
        ratioOn ? OptionalDouble.of(ratio) : OptionalDouble.empty(),
        Optional.empty(),
        idleOn ? Optional.of(idle) : Optional.empty());
  }
}
