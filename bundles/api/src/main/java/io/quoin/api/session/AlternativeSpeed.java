package io.quoin.api.session;

/**
 * Rates that hold instead of the session's while they are switched on, by hand or by the schedule.
 * The schedule switches when it begins and ends; in between the hand has the last word.
 *
 * @param on whether they hold now
 * @param download bytes a second, 1 or more
 * @param upload bytes a second, 1 or more
 * @param schedule when they are switched
 */
public record AlternativeSpeed(boolean on, long download, long upload, SpeedSchedule schedule) {

  /** Off; 50 kB/s when they are switched on. */
  public static final AlternativeSpeed OFF =
      new AlternativeSpeed(false, 50_000, 50_000, SpeedSchedule.OFF);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a rate is less than 1
   */
  public AlternativeSpeed {
    if (download < 1 || upload < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1 byte a second");
    }
  }

  /**
   * The same, switched.
   *
   * @param now whether they hold
   * @return the changed copy
   */
  public AlternativeSpeed with(boolean now) {
    return new AlternativeSpeed(now, download, upload, schedule);
  }
}
