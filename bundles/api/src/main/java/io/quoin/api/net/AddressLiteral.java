package io.quoin.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses that are written out, and never asks a name server: what strangers send is either
 * an address or nothing.
 */
public final class AddressLiteral {

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private AddressLiteral() {}

  /**
   * Reads an address.
   *
   * @param text dotted decimal (RFC 6943, strict) or RFC 4291, in brackets or without; no zone
   * @return the address, or nothing if the text is anything else, such as a name
   */
  public static Optional<InetAddress> parse(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    if (V4.matcher(bare).matches()) {
      return bracketed ? Optional.empty() : literal(bare);
    }
    return bare.indexOf(':') >= 0 && V6.matcher(bare).matches()
        ? literal("[" + bare + "]")
        : Optional.empty();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }
}
