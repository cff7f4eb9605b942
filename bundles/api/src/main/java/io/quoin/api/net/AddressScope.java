package io.quoin.api.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Whether an address belongs to the inside of somebody's network. What strangers name, such as a
 * redirect's target, may lead to outside addresses only.
 *
 * <p>Sources: RFC 6890 (special-purpose addresses), RFC 4193, RFC 6598, RFC 6052 and RFC 3056 for
 * those that carry an IPv4 address.
 */
public enum AddressScope {
  /** Loopback, private, link-local, shared, multicast, reserved, or none at all. */
  INSIDE,
  /** Anything else. */
  OUTSIDE;

  /**
   * The scope of an address.
   *
   * @param address of either family; one that carries an IPv4 address is judged by that too
   * @return its scope
   */
  public static AddressScope of(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean inside = address instanceof Inet4Address ? insideV4(bytes) : insideV6(bytes);
    return inside ? INSIDE : OUTSIDE;
  }

  private static boolean insideV4(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    int third = a[2] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> true;
      case 100 -> second >= 64 && second < 128;
      case 169 -> second == 254;
      case 172 -> second >= 16 && second < 32;
      case 192 -> second == 168 || (second == 0 && third == 0);
      case 198 -> second == 18 || second == 19;
      default -> first >= 224;
    };
  }

  private static boolean insideV6(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    if (isZero(a, 0, 10)) {
      // unspecified, loopback, IPv4-mapped and IPv4-compatible
      return true;
    }
    if (first == 0x20 && second == 0x02) {
      return insideV4(Arrays.copyOfRange(a, 2, 6));
    }
    if (first == 0x00 && second == 0x64 && (a[2] & 0xff) == 0xff && (a[3] & 0xff) == 0x9b) {
      return !isZero(a, 4, 12) || insideV4(Arrays.copyOfRange(a, 12, 16));
    }
    boolean uniqueLocal = (first & 0xfe) == 0xfc;
    boolean linkOrSiteLocal = first == 0xfe && (second & 0x80) != 0;
    boolean multicast = first == 0xff;
    return uniqueLocal || linkOrSiteLocal || multicast;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
