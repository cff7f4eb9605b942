package io.quoin.control.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;

/**
 * The names by which the server is asked for. A browser that was led here by a name of somebody
 * else's (DNS rebinding) says that name.
 */
final class HostNames {

  private static final String ANY_BELOW = "*.";
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

  private final List<String> names;

  /**
   * The names of a server.
   *
   * @param names besides those of this machine for itself; those that begin with {@code *.} stand
   *     for all below
   */
  HostNames(List<String> names) {
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a request is meant for this server. */
  boolean accepts(Request request) {
    Optional<String> asked = host(request.getHeaders().get(HttpHeader.HOST));
    Optional<String> inUri = Optional.ofNullable(request.getHttpURI().getHost());
    return asked.filter(name -> isOurs(name, request)).isPresent()
        && inUri.map(name -> isOurs(name.toLowerCase(Locale.ROOT), request)).orElse(true);
  }

  /** Whether two origins are the same server as far as a browser says. */
  static boolean isSame(String origin, Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  private boolean isOurs(String name, Request request) {
    return LOCAL.contains(name)
        || isAddressOf(name, request)
        || names.stream().anyMatch(known -> matches(known, name));
  }

  /** An address is nobody's to rebind: who says it has it from the user. */
  private static boolean isAddressOf(String name, Request request) {
    return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress here
        && isLiteralOf(name, here.getAddress());
  }

  /** An address of IPv6 can be written in several ways; in brackets it is never looked up. */
  static boolean isLiteralOf(String name, InetAddress here) {
    if (!name.startsWith("[")) {
      return name.equals(here.getHostAddress());
    }
    try {
      return InetAddress.getByName(name).equals(here);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean matches(String known, String name) {
    return known.startsWith(ANY_BELOW)
        ? name.endsWith(known.substring(1)) && name.length() > known.length() - 1
        : known.equals(name);
  }

  private static Optional<String> host(String field) {
    if (field == null || field.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new HostPort(field).getHost().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
