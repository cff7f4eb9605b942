package io.quoin.metainfo;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads addresses from strangers: what is malformed is left out with a warning. */
final class AddressReader {

  static final int MAX_ADDRESSES = 1000;
  static final int MAX_LENGTH = 4096;

  private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

  private final Warnings warnings;

  AddressReader(Warnings warnings) {
    this.warnings = warnings;
  }

  /** The tiers of BEP 12, or the one tracker of BEP 3 where they are missing or empty. */
  List<List<URI>> tiers(BDictionary torrent) {
    Set<URI> seen = new LinkedHashSet<>();
    List<List<URI>> tiers = new ArrayList<>();
    for (BValue tier : torrent.list("announce-list").map(BList::values).orElse(List.of())) {
      addTier(tiers, tier, seen);
    }
    if (tiers.isEmpty()) {
      torrent.get("announce").ifPresent(tracker -> addTier(tiers, tracker, seen));
    }
    return List.copyOf(tiers);
  }

  private void addTier(List<List<URI>> tiers, BValue tier, Set<URI> seen) {
    List<URI> fresh = new ArrayList<>();
    for (BValue tracker : members(tier)) {
      address(tracker, "tracker")
          .filter(uri -> room(seen, "trackers"))
          .filter(seen::add)
          .ifPresent(fresh::add);
    }
    if (!fresh.isEmpty()) {
      tiers.add(List.copyOf(fresh));
    }
  }

  /** A list of addresses, or a single one in its place. */
  List<URI> seeds(BDictionary torrent, String key) {
    Set<URI> seeds = new LinkedHashSet<>();
    for (BValue seed : torrent.get(key).map(AddressReader::members).orElse(List.of())) {
      address(seed, "web seed").filter(uri -> room(seeds, "web seeds")).ifPresent(seeds::add);
    }
    return List.copyOf(seeds);
  }

  /** Pairs of host and port. */
  List<InetSocketAddress> nodes(BDictionary torrent) {
    Set<InetSocketAddress> nodes = new LinkedHashSet<>();
    for (BValue node : torrent.list("nodes").map(BList::values).orElse(List.of())) {
      node(node).filter(address -> room(nodes, "DHT nodes")).ifPresent(nodes::add);
    }
    return List.copyOf(nodes);
  }

  private Optional<InetSocketAddress> node(BValue node) {
    if (node instanceof BList pair
        && pair.values().size() == 2
        && pair.values().get(0) instanceof BString host
        && pair.values().get(1) instanceof BInteger port) {
      Optional<InetSocketAddress> address = endpoint(host.toString(), port.value());
      if (address.isPresent()) {
        return address;
      }
    }
    warnings.add("a DHT node that is no host and port is ignored");
    return Optional.empty();
  }

  private static Optional<InetSocketAddress> endpoint(String host, long port) {
    return host.isBlank() || host.length() > 255 || port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(InetSocketAddress.createUnresolved(host, (int) port));
  }

  /** A host and a port, as in {@code host:1}, {@code 127.0.0.1:1} and {@code [::1]:1}. */
  static Optional<InetSocketAddress> endpoint(String text) {
    return parse("peer://" + text)
        .filter(uri -> uri.getHost() != null)
        .flatMap(uri -> endpoint(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort()));
  }

  private static List<BValue> members(BValue value) {
    return value instanceof BList list ? list.values() : List.of(value);
  }

  private boolean room(Set<?> set, String what) {
    if (set.size() == MAX_ADDRESSES) {
      warnings.add("more than " + MAX_ADDRESSES + " " + what + "; the rest is ignored");
      return false;
    }
    return true;
  }

  private Optional<URI> address(BValue value, String what) {
    if (!(value instanceof BString text)) {
      warnings.add("a " + what + " that is no text is ignored");
      return Optional.empty();
    }
    if (text.length() == 0) {
      return Optional.empty();
    }
    Optional<URI> address = text.length() <= MAX_LENGTH ? parse(text.toString()) : Optional.empty();
    if (address.isEmpty()) {
      warnings.add("the " + what + " '" + SafeNames.text(text.toString(), 100) + "' is ignored");
    }
    return address;
  }

  /** An absolute address with an authority; characters that cannot stand there are escaped. */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(new URI(escaped(text.strip())).toASCIIString());
      return uri.isAbsolute() && uri.getRawAuthority() != null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    int authority = text.indexOf("://") + 3;
    int path = text.indexOf('/', authority);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean bracket = (c == '[' || c == ']') && path >= 0 && i > path;
      boolean loosePercent =
          c == '%' && !PERCENT.matcher(text).region(i, text.length()).lookingAt();
      if (c <= ' ' || c == 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0 || bracket || loosePercent) {
        escaped.append(String.format("%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
