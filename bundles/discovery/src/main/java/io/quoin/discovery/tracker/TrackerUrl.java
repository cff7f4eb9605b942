package io.quoin.discovery.tracker;

import io.quoin.api.net.AddressLiteral;
import io.quoin.api.net.AddressScope;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A tracker's address that can be asked.
 *
 * @param uri as the torrent names it
 * @param udp whether it speaks BEP 15; HTTP otherwise
 * @param host a name or an address without brackets
 * @param inside whether it names an inside address literally, which may then be asked: people run
 *     trackers at home
 */
record TrackerUrl(URI uri, boolean udp, String host, boolean inside) {

  private static final int LONGEST = 2048;

  /**
   * Reads a URL; nothing if it is none of a tracker. A torrent may name inside addresses only in
   * the form of an announcement, so that it cannot make other services at home do things.
   */
  static Optional<TrackerUrl> of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean udp = scheme.equals("udp");
    boolean http = scheme.equals("http") || scheme.equals("https");
    boolean sound =
        uri.getHost() != null
            && uri.toString().length() <= LONGEST
            && uri.getPort() != 0
            && uri.getPort() <= 65_535
            && (http || (udp && uri.getPort() > 0));
    if (!sound) {
      return Optional.empty();
    }
    TrackerUrl tracker = new TrackerUrl(uri, udp, unbracketed(uri.getHost()), isInside(uri));
    return !tracker.inside() || udp || tracker.announces()
        ? Optional.of(tracker)
        : Optional.empty();
  }

  /** What people are shown: no path and no query, where private trackers keep their users' keys. */
  String shown() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port;
  }

  private boolean announces() {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return path.substring(path.lastIndexOf('/') + 1).startsWith("announce");
  }

  private static boolean isInside(URI uri) {
    return uri.getHost().equalsIgnoreCase("localhost")
        || AddressLiteral.parse(uri.getHost())
            .filter(address -> AddressScope.of(address) == AddressScope.INSIDE)
            .isPresent();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
