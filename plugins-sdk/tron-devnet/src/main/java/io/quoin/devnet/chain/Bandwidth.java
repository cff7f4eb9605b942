package io.quoin.devnet.chain;

/**
 * Daily free points of an account, as TRON counts them: in slots of three seconds, of which a day
 * has 28 800; what was used comes back evenly over a day.
 *
 * @param used points, as they were when some were used last
 * @param slot when that was
 */
public record Bandwidth(long used, long slot) {

  /** Milliseconds of a slot. */
  public static final long SLOT_MILLIS = 3_000;

  /** Of a fresh account. */
  static final Bandwidth UNUSED = new Bandwidth(0, 0);

  private static final long DAY = 28_800;

  /** Usage is kept as an average over the day's slots, in millionths of a point. */
  private static final long PRECISION = 1_000_000;

  /**
   * What is still used later.
   *
   * @param now the slot of the newest block
   * @return points
   */
  public long usedAt(long now) {
    long passed = now - slot;
    if (passed >= DAY) {
      return 0;
    }
    return points(Math.round(average(used) * ((DAY - passed) / (double) DAY)));
  }

  Bandwidth plus(long more, long now) {
    return new Bandwidth(points(average(usedAt(now)) + average(more)), now);
  }

  /** Rounded up. */
  private static long average(long points) {
    return (points * PRECISION + DAY - 1) / DAY;
  }

  /** Rounded down. */
  private static long points(long average) {
    return average * DAY / PRECISION;
  }
}
