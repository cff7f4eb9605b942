package io.quoin.incentive.btt.channel;

/**
 * D: how many bytes may be delivered and not vouched for. It starts at twice the verification unit
 * and 256 KiB, doubles with each voucher, and ends at the largest of 16 MiB, four units and a
 * second of the rate.
 */
public final class Pacing {
  private static final long ALLOWANCE = 256 * 1024;
  private static final long CEILING = 16L << 20;

  private final long unit;
  private long limit;

  /**
   * The first limit.
   *
   * @param unit bytes that are verified together, 1 or more
   */
  public Pacing(long unit) {
    this.unit = unit;
    this.limit = first(unit);
  }

  /** D at first, in bytes. */
  static long first(long unit) {
    return 2 * unit + ALLOWANCE;
  }

  /**
   * A limit that the other end has told.
   *
   * @param unit bytes that are verified together, 1 or more
   * @param limit D, in bytes
   */
  public static Pacing of(long unit, long limit) {
    Pacing pacing = new Pacing(unit);
    pacing.limit = limit;
    return pacing;
  }

  /** Bytes that are verified together. */
  long unit() {
    return unit;
  }

  /** As much as D comes to where the rate is not higher than that. */
  long ceiling() {
    return Math.max(CEILING, 4 * unit);
  }

  /** D, in bytes. */
  public long limit() {
    return limit;
  }

  /**
   * A voucher was accepted.
   *
   * @param rate bytes a second
   */
  public void doubled(long rate) {
    long ceiling = Math.max(ceiling(), rate);
    limit = Math.max(limit, limit > ceiling / 2 ? ceiling : 2 * limit);
  }

  /** The least room that a lease is worth beginning with. */
  public long leastRoom() {
    return Math.max(unit, ALLOWANCE);
  }
}
