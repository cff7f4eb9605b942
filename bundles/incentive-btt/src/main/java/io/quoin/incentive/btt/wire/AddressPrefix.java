package io.quoin.incentive.btt.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who is taken for neighbours: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one.
 *
 * @param bits in hexadecimal digits
 */
public record AddressPrefix(String bits) {
  private static final int V4 = 3;
  private static final int V6 = 6;

  /** The prefix of an address. */
  public static AddressPrefix of(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    if (ip == null) {
      return new AddressPrefix("");
    }
    byte[] bytes = ip.getAddress();
    return new AddressPrefix(
        HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? V4 : V6)));
  }
}
