package io.quoin.ledger.tron;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node is.
 *
 * @param host a name, or an address without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {

  private static final Pattern WRITTEN =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  /**
   * Reads HOST:PORT or [HOST]:PORT.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Endpoint parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (parts.matches()) {
      String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
      int port = Integer.parseInt(parts.group(3));
      if (port >= 1 && port <= LAST_PORT) {
        return new Endpoint(host, port);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address of a node; write HOST:PORT or [HOST]:PORT");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
