package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quoin.metainfo.Magnet.FileRange;
import io.quoin.metainfo.MetainfoException.Code;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one magnet link. */
final class MagnetParser {

  private static final String SCHEME = "magnet:?";
  private static final String V1 = "urn:btih:";
  private static final String V2 = "urn:btmh:";

  /** A key may be numbered: {@code tr.1}. */
  private static final Pattern NUMBERED = Pattern.compile("(.*)\\.\\d{1,4}");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private InfoHash v1;
  private InfoHash v2;
  private String name = "";
  private final Set<URI> trackers = new LinkedHashSet<>();
  private final Set<URI> webSeeds = new LinkedHashSet<>();
  private final Set<InetSocketAddress> peers = new LinkedHashSet<>();
  private final List<FileRange> files = new ArrayList<>();

  Magnet parse(String link) throws MetainfoException {
    if (link.length() > Magnet.MAX_LENGTH) {
      throw bad(link.length() + " characters; at most " + Magnet.MAX_LENGTH);
    }
    String text = link.strip();
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw bad("it does not start with " + SCHEME);
    }
    for (String parameter : text.substring(SCHEME.length()).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        read(key(parameter.substring(0, equals)), parameter.substring(equals + 1));
      }
    }
    return Magnet.of(
        infoHashes(),
        name,
        List.copyOf(trackers),
        List.copyOf(webSeeds),
        List.copyOf(peers),
        files);
  }

  private static String key(String raw) {
    String key = raw.toLowerCase(Locale.ROOT);
    Matcher numbered = NUMBERED.matcher(key);
    return numbered.matches() ? numbered.group(1) : key;
  }

  private void read(String key, String value) throws MetainfoException {
    switch (key) {
      case "xt" -> readHash(decoded(value, false).orElse(value));
      case "dn" -> decoded(value, true).ifPresent(this::readName);
      case "tr" -> address(value).ifPresent(uri -> add(trackers, uri));
      case "ws" -> address(value).ifPresent(uri -> add(webSeeds, uri));
      case "x.pe" ->
          decoded(value, false)
              .flatMap(AddressReader::endpoint)
              .ifPresent(peer -> add(peers, peer));
      case "so" -> decoded(value, false).ifPresent(this::readFiles);
      default -> {
        // Keys of other networks and of later documents are none of our business.
      }
    }
  }

  private void readHash(String topic) throws MetainfoException {
    String lower = topic.toLowerCase(Locale.ROOT);
    if (lower.startsWith(V1)) {
      InfoHash hash = v1(lower.substring(V1.length()));
      if (v1 != null && !v1.equals(hash)) {
        throw bad("it names two v1 torrents");
      }
      v1 = hash;
    } else if (lower.startsWith(V2)) {
      InfoHash hash = v2(lower.substring(V2.length()));
      if (v2 != null && !v2.equals(hash)) {
        throw bad("it names two v2 torrents");
      }
      v2 = hash;
    }
  }

  private static InfoHash v1(String digits) throws MetainfoException {
    return switch (digits.length()) {
      case 40 -> ofHex(digits);
      case 32 ->
          InfoHash.of(Base32.decode(digits).orElseThrow(() -> bad("no base 32: " + shown(digits))));
      default -> throw bad("a v1 hash has 40 or 32 digits, not " + digits.length());
    };
  }

  /** A multihash: 0x12 for SHA-256, 0x20 for its length, then the hash. */
  private static InfoHash v2(String digits) throws MetainfoException {
    if (digits.length() != 68 || !digits.startsWith("1220")) {
      throw bad("a v2 hash is 1220 and 64 digits, not " + shown(digits));
    }
    return ofHex(digits.substring(4));
  }

  private static InfoHash ofHex(String digits) throws MetainfoException {
    try {
      return InfoHash.ofHex(digits);
    } catch (IllegalArgumentException malformed) {
      throw bad("not hexadecimal: " + shown(digits));
    }
  }

  private void readName(String raw) {
    if (name.isEmpty()) {
      name = SafeNames.element(raw, SafeNames.Target.here());
    }
  }

  private void readFiles(String list) {
    for (String part : list.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (range.matches() && files.size() < Magnet.MAX_ENTRIES) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first <= last) {
          files.add(new FileRange(first, last));
        }
      }
    }
  }

  private InfoHashes infoHashes() throws MetainfoException {
    if (v1 == null && v2 == null) {
      throw bad("it has no xt=urn:btih: and no xt=urn:btmh:");
    }
    return v1 == null
        ? InfoHashes.of(v2)
        : v2 == null ? InfoHashes.of(v1) : InfoHashes.hybrid(v1, v2);
  }

  private static Optional<URI> address(String value) {
    return decoded(value, false)
        .filter(text -> text.length() <= AddressReader.MAX_LENGTH)
        .flatMap(AddressReader::parse);
  }

  private static <T> void add(Set<T> set, T value) {
    if (set.size() < Magnet.MAX_ENTRIES) {
      set.add(value);
    }
  }

  /** Without percent signs; a plus is a space in names alone. */
  private static Optional<String> decoded(String value, boolean plusIsSpace) {
    try {
      return Optional.of(URLDecoder.decode(plusIsSpace ? value : value.replace("+", "%2B"), UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String shown(String text) {
    return "'" + SafeNames.text(text, 80) + "'";
  }

  private static MetainfoException bad(String reason) {
    return new MetainfoException(Code.BAD_MAGNET, "this is no usable magnet link: " + reason);
  }
}
