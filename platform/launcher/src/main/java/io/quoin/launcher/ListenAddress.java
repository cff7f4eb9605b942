package io.quoin.launcher;

import picocli.CommandLine.ITypeConverter;

/**
 * Where something listens, or that it does not.
 *
 * @param host a name or an address
 * @param port 0 for any, -1 for none
 */
record ListenAddress(String host, int port) {

  private static final String OFF = "off";

  /** HOST:PORT, or off. */
  static final class Converter implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      if (text.equals(OFF)) {
        return new ListenAddress("127.0.0.1", -1);
      }
      HostPort address = new HostPort.ToListen().convert(text);
      return new ListenAddress(
          address.host().isEmpty() ? "0.0.0.0" : address.host(), address.port());
    }
  }
}
