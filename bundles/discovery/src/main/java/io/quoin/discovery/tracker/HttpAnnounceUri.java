package io.quoin.discovery.tracker;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** The URL of an announcement over HTTP (BEP 3, 7, 23). */
final class HttpAnnounceUri {

  private static final String HEX = "0123456789ABCDEF";

  private HttpAnnounceUri() {}

  static URI of(TrackerUrl tracker, Announce announce) {
    StringJoiner query = new StringJoiner("&");
    query.add("info_hash=" + escaped(announce.infoHash().toByteArray()));
    query.add("peer_id=" + escaped(announce.peerId().toByteArray()));
    query.add("port=" + announce.port());
    query.add("uploaded=" + announce.progress().uploaded());
    query.add("downloaded=" + announce.progress().downloaded());
    query.add("left=" + announce.left());
    query.add("compact=1");
    query.add("numwant=" + announce.wanted());
    query.add("key=" + String.format("%08X", announce.key()));
    if (announce.event() != Announce.Event.NONE) {
      query.add("event=" + announce.event().http());
    }
    announce
        .trackerId()
        .ifPresent(id -> query.add("trackerid=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
    return URI.create(withoutFragment(tracker.uri()) + join(tracker.uri()) + query);
  }

  private static String withoutFragment(URI uri) {
    String text = uri.toASCIIString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  private static String join(URI uri) {
    return uri.getRawQuery() == null ? "?" : "&";
  }

  /** Every byte but the unreserved ones (RFC 3986, 2.3). */
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 3);
    for (byte each : bytes) {
      char letter = (char) (each & 0xff);
      if (isUnreserved(letter)) {
        text.append(letter);
      } else {
        text.append('%').append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
      }
    }
    return text.toString();
  }

  private static boolean isUnreserved(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || "-._~".indexOf(letter) >= 0;
  }
}
