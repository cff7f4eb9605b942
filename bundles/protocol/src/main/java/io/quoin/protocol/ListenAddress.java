package io.quoin.protocol;

import java.net.InetSocketAddress;

/** Reads listening addresses as people write them. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * An address of the form HOST:PORT, [HOST]:PORT or :PORT.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' has no port; write HOST:PORT");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no number for its port", e);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("'" + text + "' has a port outside 0 to 65535");
    }
    InetSocketAddress address =
        host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("'" + text + "' names a host that is not known");
    }
    return address;
  }
}
