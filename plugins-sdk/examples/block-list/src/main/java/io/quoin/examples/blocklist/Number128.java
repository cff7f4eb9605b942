package io.quoin.examples.blocklist;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An address as a number: of IPv6 its bits, of IPv4 those of the IPv6 address that it is mapped to
 * (RFC 4291, 2.5.5.2), so that both are in one order.
 *
 * @param high the first eight bytes, without a sign
 * @param low the others
 */
record Number128(long high, long low) implements Comparable<Number128> {

  private static final long MAPPED = 0xffffL << Integer.SIZE;
  private static final int V4_OFFSET = 96;

  static Number128 of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? ofV4(Integer.toUnsignedLong(bytes.getInt()))
        : new Number128(bytes.getLong(), bytes.getLong());
  }

  /** Of the 32 bits of an IPv4 address. */
  static Number128 ofV4(long bits) {
    return new Number128(0, MAPPED | bits);
  }

  /**
   * All addresses that begin with the same bits as one.
   *
   * @param bits that count, of as many as the address has
   * @throws IllegalArgumentException if it has not so many
   */
  static Range block(InetAddress address, int bits) {
    boolean v4 = address instanceof Inet4Address;
    if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("the address has not so many bits");
    }
    int kept = v4 ? V4_OFFSET + bits : bits;
    long highMask = mask(Math.min(kept, Long.SIZE));
    long lowMask = mask(Math.max(0, kept - Long.SIZE));
    Number128 in = of(address);
    return new Range(
        new Number128(in.high & highMask, in.low & lowMask),
        new Number128(in.high | ~highMask, in.low | ~lowMask));
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << (Long.SIZE - ones);
  }

  @Override
  public int compareTo(Number128 other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
