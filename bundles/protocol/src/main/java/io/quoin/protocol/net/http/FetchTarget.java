package io.quoin.protocol.net.http;

import io.quoin.api.net.FetchException;
import io.quoin.api.net.FetchException.Code;
import java.net.URI;
import java.util.Locale;

/** A URL that can be asked: http or https with a host. */
record FetchTarget(URI uri, boolean secure, String host, int port) {

  static FetchTarget of(URI uri) throws FetchException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw new FetchException(Code.BAD_URL, uri + " is neither http nor https; check the URL");
    }
    if (uri.getHost() == null) {
      throw new FetchException(Code.BAD_URL, uri + " names no host; check the URL");
    }
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new FetchException(Code.BAD_URL, uri + " has no port of 1 to 65535; check the URL");
    }
    return new FetchTarget(uri, secure, unbracketed(uri.getHost()), port);
  }

  /** Where a redirect from here leads (RFC 9110, 10.2.2). */
  FetchTarget redirected(String location) throws FetchException {
    try {
      return of(uri.resolve(location));
    } catch (IllegalArgumentException malformed) {
      throw new FetchException(
          Code.PROTOCOL, uri + " redirects to something that is no URL; tell its owner");
    }
  }

  /** Path and query as they stand in the request line. */
  String requestTarget() {
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  /** The Host field: no port where it is the scheme's own. */
  String hostField() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    boolean usual = port == (secure ? 443 : 80);
    return usual ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
