package io.quoin.examples.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quoin.metainfo.InfoHash;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/**
 * What a peer says of itself (BEP 3).
 *
 * @param infoHash the torrent
 * @param port where it listens
 * @param seed whether it has everything
 * @param stopped whether it goes
 * @param wanted how many others it wants to know of
 */
record Announcement(InfoHash infoHash, int port, boolean seed, boolean stopped, int wanted) {

  private static final int USUALLY_WANTED = 50;
  private static final int LONGEST_QUERY = 2048;

  /** Reads a query; the exception says what is wrong with it, for the peer to see. */
  static Announcement of(String query) throws RefusedException {
    Map<String, String> values = values(query);
    byte[] hash = values.getOrDefault("info_hash", "").getBytes(ISO_8859_1);
    if (hash.length != InfoHash.V1_BYTES) {
      throw new RefusedException("info_hash has 20 bytes, not " + hash.length);
    }
    int port = number(values, "port", 0);
    if (port < 1 || port > 65_535) {
      throw new RefusedException("port is 1 to 65535");
    }
    return new Announcement(
        InfoHash.of(hash),
        port,
        values.getOrDefault("left", "").equals("0"),
        values.getOrDefault("event", "").equals("stopped"),
        number(values, "numwant", USUALLY_WANTED));
  }

  /** Hashes are bytes, so everything is read as Latin 1, a byte a letter. */
  private static Map<String, String> values(String query) throws RefusedException {
    if (query.length() > LONGEST_QUERY) {
      throw new RefusedException("the query is too long");
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String value) throws RefusedException {
    try {
      return URLDecoder.decode(value, ISO_8859_1);
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException("the query is malformed");
    }
  }

  private static int number(Map<String, String> values, String key, int otherwise)
      throws RefusedException {
    String value = values.getOrDefault(key, "");
    try {
      return value.isEmpty() ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException malformed) {
      throw new RefusedException(key + " is no number");
    }
  }
}
