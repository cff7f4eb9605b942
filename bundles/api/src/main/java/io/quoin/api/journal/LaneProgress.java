package io.quoin.api.journal;

import java.util.List;

/**
 * How far a lane has come beyond its newest voucher, so that it goes on there after a reconnect or
 * a restart.
 *
 * @param billed bytes of the lane that were delivered in leases
 * @param owed of those: verified, so that they are to be vouchered; at most {@code billed}
 * @param dueBefore what the bytes before the first of the leases cost
 * @param leases prices from some point before the newest voucher's bytes on, in order; at most
 *     {@value #MOST_LEASES}. Without any nothing has been billed
 */
public record LaneProgress(long billed, long owed, long dueBefore, List<LeasePrice> leases) {

  /** The most leases that may be unvouchered. */
  public static final int MOST_LEASES = 64;

  /** A lane's beginning. */
  public static final LaneProgress NONE = new LaneProgress(0, 0, 0, List.of());

  /**
   * Copies the leases and checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public LaneProgress {
    leases = List.copyOf(leases);
    if (billed < 0 || owed < 0 || owed > billed || dueBefore < 0) {
      throw new IllegalArgumentException(
          "a lane owes from 0 to what is billed, not " + owed + " of " + billed);
    }
    if (leases.size() > MOST_LEASES) {
      throw new IllegalArgumentException(
          "a lane has at most " + MOST_LEASES + " leases, not " + leases.size());
    }
    for (int i = 0; i < leases.size(); i++) {
      long next = i + 1 < leases.size() ? leases.get(i + 1).from() : billed;
      if (leases.get(i).from() > next) {
        throw new IllegalArgumentException("leases follow each other within what is billed");
      }
    }
  }

  /**
   * What the lane costs from its beginning up to a byte; each lease is rounded up by itself.
   *
   * @param bytes at or after the first lease's beginning; those beyond what is billed cost as the
   *     last lease does
   * @return base units
   * @throws IllegalArgumentException if the byte lies before the first lease
   * @throws ArithmeticException if that is 2^63 or more
   */
  public long due(long bytes) {
    if (bytes < (leases.isEmpty() ? 0 : leases.get(0).from())) {
      throw new IllegalArgumentException("the price of byte " + bytes + " is not kept any more");
    }
    long due = dueBefore;
    for (int i = 0; i < leases.size() && leases.get(i).from() < bytes; i++) {
      long end = i + 1 < leases.size() ? Math.min(bytes, leases.get(i + 1).from()) : bytes;
      LeasePrice lease = leases.get(i);
      due = Math.addExact(due, LeasePrice.due(end - lease.from(), lease.price()));
    }
    return due;
  }
}
