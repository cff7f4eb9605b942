package io.quoin.api.journal;

/**
 * The price of a lane's bytes from one point on, until the next lease begins.
 *
 * @param from the lane's byte where it begins
 * @param price base units per GiB, 1 to 2^53
 */
public record LeasePrice(long from, long price) {

  /** The highest price. */
  public static final long HIGHEST = 1L << 53;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public LeasePrice {
    if (from < 0) {
      throw new IllegalArgumentException("a lane begins at byte 0, not at " + from);
    }
    if (price < 1 || price > HIGHEST) {
      throw new IllegalArgumentException("a price is 1 to 2^53 per GiB, not " + price);
    }
  }

  /**
   * What bytes of one lease cost: bytes x price / 2^30, rounded up, computed in 128 bits.
   *
   * @param bytes 0 or more, all of one lease
   * @param price base units per GiB, 1 to 2^53
   * @return base units
   * @throws ArithmeticException if that is 2^63 or more
   */
  public static long due(long bytes, long price) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes are counted from 0, not from " + bytes);
    }
    long low = bytes * price;
    long high = Math.multiplyHigh(bytes, price);
    if (high >>> 29 != 0) {
      throw new ArithmeticException(bytes + " bytes at " + price + " come to 2^63 or more");
    }
    long whole = high << 34 | low >>> 30;
    return (low & ((1L << 30) - 1)) == 0 ? whole : Math.addExact(whole, 1);
  }
}
