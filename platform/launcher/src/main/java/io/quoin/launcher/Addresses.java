package io.quoin.launcher;

import java.net.InetSocketAddress;

/** Reads addresses of peers as people write them. */
final class Addresses {

  private Addresses() {}

  /** HOST:PORT or [HOST]:PORT. */
  static InetSocketAddress parse(String text) throws Failure {
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = port(text.substring(colon + 1));
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new Failure("'" + text + "' is no address of a peer; write HOST:PORT");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new Failure("the host of '" + text + "' is not known");
    }
    return address;
  }

  private static int port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
