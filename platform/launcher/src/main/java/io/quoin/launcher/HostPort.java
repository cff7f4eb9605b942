package io.quoin.launcher;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * HOST:PORT or [HOST]:PORT as people write it. Whether there is such a host is not asked yet.
 *
 * @param host a name or an address without brackets; empty for every address
 * @param port 0 to 65535; 0 for any
 */
record HostPort(String host, int port) {

  private static final int MOST = 65_535;

  /** Where peers can connect to: every address and any port are possible too. */
  static final class ToListen implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      return parse(text);
    }
  }

  /** A peer to connect to. */
  static final class OfPeer implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      HostPort address = parse(text);
      if (address.host.isEmpty() || address.port == 0) {
        throw malformed(text);
      }
      return address;
    }
  }

  private static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw malformed(text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > MOST) {
        throw malformed(text);
      }
      return new HostPort(host, port);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static TypeConversionException malformed(String text) {
    return new TypeConversionException(
        "'" + text + "' is no address; write HOST:PORT, for example 192.0.2.7:6881");
  }

  /** The address that the host has. */
  InetSocketAddress resolved() throws Failure {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new Failure("the host of '" + this + "' is not known");
    }
    return address;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
