package io.quoin.api.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When one torrent that is complete is paused: by rules of its own, by the session's, or not at
 * all. The figures stay while other rules hold.
 *
 * @param ratioRule whose ratio holds
 * @param ratio its own, 0 or more
 * @param idleRule whose idle time holds
 * @param idle its own, not negative
 * @param seeding pauses it so long after completion; the session has no such rule
 */
public record SeedSettings(
    Whose ratioRule, double ratio, Whose idleRule, Duration idle, Optional<Duration> seeding) {

  /** Whose rule holds. */
  public enum Whose {
    /** The session's. */
    SESSION,
    /** The torrent's own. */
    OWN,
    /** Nobody's: it seeds on. */
    NOBODY
  }

  /** The session's rules. */
  public static final SeedSettings DEFAULT =
      new SeedSettings(Whose.SESSION, 2, Whose.SESSION, Duration.ofMinutes(30), Optional.empty());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public SeedSettings {
    if (!(ratio >= 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("a ratio is 0 or more, not " + ratio);
    }
    if (idle.isNegative() || seeding.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("a time to seed is not negative");
    }
  }

  /**
   * A rule whatever the session's.
   *
   * @param rule the torrent's own
   * @return nobody's where the rule has no condition
   */
  public static SeedSettings of(StopRule rule) {
    return new SeedSettings(
        rule.ratio().isPresent() ? Whose.OWN : Whose.NOBODY,
        rule.ratio().orElse(DEFAULT.ratio),
        rule.idle().isPresent() ? Whose.OWN : Whose.NOBODY,
        rule.idle().orElse(DEFAULT.idle),
        rule.seeding());
  }

  /**
   * The rule that holds.
   *
   * @param session the session's
   * @return with this torrent's settings applied
   */
  public StopRule under(StopRule session) {
    OptionalDouble ratioThen =
        switch (ratioRule) {
          case SESSION -> session.ratio();
          case OWN -> OptionalDouble.of(ratio);
          case NOBODY -> OptionalDouble.empty();
        };
    Optional<Duration> idleThen =
        switch (idleRule) {
          case SESSION -> session.idle();
          case OWN -> Optional.of(idle);
          case NOBODY -> Optional.empty();
        };
    return new StopRule(ratioThen, seeding, idleThen);
  }

  /**
   * The same with another ratio.
   *
   * @param whose rule holds
   * @param own the torrent's own
   * @return the changed copy
   */
  public SeedSettings withRatio(Whose whose, double own) {
    return new SeedSettings(whose, own, idleRule, idle, seeding);
  }

  /**
   * The same with another idle time.
   *
   * @param whose rule holds
   * @param own the torrent's own
   * @return the changed copy
   */
  public SeedSettings withIdle(Whose whose, Duration own) {
    return new SeedSettings(ratioRule, ratio, whose, own, seeding);
  }
}
