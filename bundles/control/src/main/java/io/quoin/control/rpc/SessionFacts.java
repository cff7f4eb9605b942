package io.quoin.control.rpc;

import io.quoin.api.session.SessionControl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What callers may read of the session and not change: because it is so, because others decide it,
 * or because the platform has no such thing. A change to what it is already is no change.
 */
final class SessionFacts {

  /** Clients look for a Transmission they know before anything else. */
  static final String PROGRAM = "4.1.0 (Quoin 0.1.0)";

  private static final int BLOCK_REQUESTS = 2000;

  /**
   * One fact.
   *
   * @param name in each dialect
   * @param value a number, a flag, a text, a list of texts, or an object by name
   */
  record Fact(Name name, Function<SessionControl, Object> value) {}

  private static final List<Fact> ALL =
      List.of(
          is("version", PROGRAM),
          is("rpc-version", RpcVersion.NUMBER),
          is("rpc-version-minimum", RpcVersion.OLDEST),
          is("rpc-version-semver", RpcVersion.SEMANTIC),
          new Fact(Name.of("units"), session -> units()),
          is("config-dir", ""),
          is("session-id", ""),
          new Fact(Name.of("download-dir-free-space"), SessionFacts::freeSpace),
          new Fact(Name.of("peer-port"), SessionFacts::port),
          is("peer-port-random-on-start", false),
          is("peer-limit-global", 10_000),
          is("port-forwarding-enabled", false),
          is("dht-enabled", false),
          is("lpd-enabled", false),
          is("pex-enabled", false),
          is("utp-enabled", false),
          is("tcp-enabled", true),
          is("preferred_transports", List.of("tcp")),
          is("reqq", BLOCK_REQUESTS),
          is("blocklist-enabled", false),
          is("blocklist-url", ""),
          is("blocklist-size", 0),
          new Fact(new Name("cache-size-mb", "cache_size_mib"), session -> 0),
          is("default-trackers", ""),
          is("incomplete-dir", ""),
          is("incomplete-dir-enabled", false),
          is("rename-partial-files", false),
          is("trash-original-torrent-files", false),
          is("script-torrent-added-enabled", false),
          is("script-torrent-added-filename", ""),
          is("script-torrent-done-enabled", false),
          is("script-torrent-done-filename", ""),
          is("script-torrent-done-seeding-enabled", false),
          is("script-torrent-done-seeding-filename", ""),
          is("anti-brute-force-enabled", true));

  private static final Name ENCRYPTION = Name.of("encryption");

  private static final Map<String, Fact> BY_NAME =
      ALL.stream()
          .flatMap(
              fact ->
                  Stream.of(fact.name().older(), fact.name().newer())
                      .distinct()
                      .map(name -> Map.entry(name, fact)))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private SessionFacts() {}

  private static Fact is(String name, Object value) {
    return new Fact(Name.of(name), session -> value);
  }

  /** All of them in a dialect; what is taken in the clear has another word in each. */
  static List<Fact> all(Dialect dialect) {
    return Stream.concat(ALL.stream(), Stream.of(encryption(dialect))).toList();
  }

  static Optional<Fact> named(String name, Dialect dialect) {
    return name.equals(ENCRYPTION.newer())
        ? Optional.of(encryption(dialect))
        : Optional.ofNullable(BY_NAME.get(name));
  }

  private static Fact encryption(Dialect dialect) {
    String word = dialect == Dialect.OLDER ? "tolerated" : "allowed";
    return new Fact(ENCRYPTION, session -> word);
  }

  private static Object port(SessionControl session) {
    return session.listening().stream().mapToInt(InetSocketAddress::getPort).findFirst().orElse(0);
  }

  private static Object freeSpace(SessionControl session) {
    try {
      return Files.getFileStore(Roots.existing(session.settings().added().directory()))
          .getUsableSpace();
    } catch (IOException unknown) {
      return -1;
    }
  }

  private static Map<String, Object> units() {
    return Map.of(
        "speed-units",
        List.of("kB/s", "MB/s", "GB/s", "TB/s"),
        "speed-bytes",
        1000,
        "size-units",
        List.of("kB", "MB", "GB", "TB"),
        "size-bytes",
        1000,
        "memory-units",
        List.of("KiB", "MiB", "GiB", "TiB"),
        "memory-bytes",
        1024);
  }
}
