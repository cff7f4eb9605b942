package io.quoin.control.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.quoin.api.torrent.Limits;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentState;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said and done of the session as a whole, in both dialects. */
class SessionMethodsTest {

  @TempDir private Path folder;

  private Caller caller() {
    return new Caller(folder);
  }

  @ParameterizedTest
  @EnumSource
  void every_setting_that_can_be_changed_is_read_back(Dialect dialect) {
    Caller caller = caller();
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("speed-limit-down", 500),
            Map.entry("speed-limit-down-enabled", true),
            Map.entry("speed-limit-up", 60),
            Map.entry("speed-limit-up-enabled", true),
            Map.entry("alt-speed-down", 5),
            Map.entry("alt-speed-up", 6),
            Map.entry("alt-speed-enabled", false),
            Map.entry("alt-speed-time-enabled", true),
            Map.entry("alt-speed-time-begin", 61),
            Map.entry("alt-speed-time-end", 1439),
            Map.entry("alt-speed-time-day", 65),
            Map.entry("download-queue-enabled", true),
            Map.entry("download-queue-size", 3),
            Map.entry("seed-queue-enabled", true),
            Map.entry("seed-queue-size", 4),
            Map.entry("queue-stalled-enabled", false),
            Map.entry("queue-stalled-minutes", 9),
            Map.entry("seedRatioLimited", true),
            Map.entry("seedRatioLimit", 1.5),
            Map.entry("idle-seeding-limit-enabled", true),
            Map.entry("idle-seeding-limit", 77),
            Map.entry("download-dir", folder.resolve("x").toString()),
            Map.entry("peer-limit-per-torrent", 42),
            Map.entry("sequential_download", true),
            Map.entry("start-added-torrents", false));

    caller.call(dialect, "session-set", settings);

    JsonObject found = caller.call(dialect, "session-get", Map.of());
    settings.forEach(
        (name, value) ->
            assertThat(found.get(Name.of(name).in(dialect)).getAsString())
                .as(name)
                .isEqualTo(value.toString()));
    assertThat(caller.engine.limits).contains(Limits.DEFAULT.withRates(500_000, 60_000));
    assertThat(caller.session.settings().alternative().schedule().days())
        .containsOnly(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY);
  }

  @ParameterizedTest
  @EnumSource
  void a_limit_keeps_its_figure_while_it_is_off(Dialect dialect) {
    Caller caller = caller();
    caller.call(
        dialect, "session-set", Map.of("speed-limit-down", 33, "speed-limit-down-enabled", true));

    caller.call(dialect, "session-set", Map.of("speed-limit-down-enabled", false));
    Optional<Limits> off = caller.engine.limits;
    caller.call(dialect, "session-set", Map.of("speed-limit-down-enabled", true));

    assertThat(off).contains(Limits.DEFAULT);
    assertThat(caller.engine.limits).contains(Limits.DEFAULT.withRates(33_000, Limits.UNLIMITED));
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_changed_is_refused_and_then_nothing_is_changed(Dialect dialect) {
    Caller caller = caller();

    for (Map.Entry<String, ?> change :
        Map.of(
                "dht-enabled", true,
                "utp-enabled", true,
                "encryption", "required",
                "peer-port", 1,
                "incomplete-dir-enabled", true,
                "peer-limit-global", 7,
                "blocklist-url", "http://x.example/",
                "script-torrent-done-enabled", true,
                "port-forwarding-enabled", true)
            .entrySet()) {
      assertThat(
              caller.refusal(
                  dialect,
                  "session-set",
                  Map.of("speed-limit-down", 5, change.getKey(), change.getValue())))
          .as(change.getKey())
          .contains("cannot be changed here");
    }
    assertThat(caller.session.settings().download().bytesPerSecond()).isEqualTo(100_000);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_so_already_may_be_said_again(Dialect dialect) {
    Caller caller = caller();
    String word = dialect == Dialect.OLDER ? "tolerated" : "allowed";

    caller.call(
        dialect,
        "session-set",
        Map.of(
            "dht-enabled",
            false,
            "encryption",
            word,
            "peer-port",
            6881,
            "preferred_transports",
            List.of("tcp"),
            "unheard-of",
            "x"));

    assertThat(caller.call(dialect, "session-get", Map.of("fields", List.of("encryption"))))
        .hasToString("{\"encryption\":\"" + word + "\"}");
  }

  @ParameterizedTest
  @EnumSource
  void values_out_of_range_are_refused_with_their_name(Dialect dialect) {
    Caller caller = caller();

    for (Map.Entry<String, ?> change :
        Map.of(
                "download-queue-size", 0,
                "alt-speed-time-begin", 1440,
                "alt-speed-time-day", 128,
                "seedRatioLimit", -0.5,
                "peer-limit-per-torrent", 10_001,
                "speed-limit-up", -1,
                "start-added-torrents", "yes",
                "idle-seeding-limit", 1.5)
            .entrySet()) {
      assertThat(caller.refusal(dialect, "session-set", Map.of(change.getKey(), change.getValue())))
          .contains("'" + Name.of(change.getKey()).in(dialect) + "'");
    }
  }

  @Test
  void clients_find_a_version_they_know() {
    JsonObject session = caller().call(Dialect.OLDER, "session-get", Map.of());

    assertThat(session.get("version").getAsString()).matches("\\d+\\.\\d+\\.\\d+ .*Quoin.*");
    assertThat(session.get("rpc-version").getAsInt()).isEqualTo(18);
    assertThat(session.get("rpc-version-minimum").getAsInt()).isEqualTo(14);
    assertThat(session.get("rpc-version-semver").getAsString()).isEqualTo("6.0.0");
    assertThat(session.getAsJsonObject("units").get("speed-bytes").getAsInt()).isEqualTo(1000);
    assertThat(session.get("peer-port").getAsInt()).isEqualTo(6881);
  }

  @ParameterizedTest
  @EnumSource
  void only_the_fields_that_are_asked_for_are_said(Dialect dialect) {
    String name = Name.of("speed-limit-up").in(dialect);

    assertThat(caller().call(dialect, "session-get", Map.of("fields", List.of(name, "nonsense"))))
        .hasToString("{\"" + name + "\":100}");
  }

  @ParameterizedTest
  @EnumSource
  void statistics_count_torrents_rates_and_bytes(Dialect dialect) {
    Caller caller = caller();
    caller.add(dialect, 1, Map.of());
    caller.add(dialect, 2, Map.of("paused", true));
    TorrentId id = TorrentId.of(Caller.torrent(1).infoHashes());
    caller.engine.snapshots.put(
        id, StandInEngine.swarm(TorrentState.DOWNLOADING, caller.engine.running.get(id), 1, 500));
    caller.hand.seconds(2);

    JsonObject stats = caller.call(dialect, "session-stats", Map.of());

    assertThat(number(dialect, stats, "activeTorrentCount")).isOne();
    assertThat(number(dialect, stats, "pausedTorrentCount")).isOne();
    assertThat(number(dialect, stats, "torrentCount")).isEqualTo(2);
    assertThat(number(dialect, stats, "downloadSpeed")).isEqualTo(2000);
    assertThat(number(dialect, stats, "uploadSpeed")).isEqualTo(1000);
    JsonObject current = stats.getAsJsonObject(Name.of("current-stats").in(dialect));
    assertThat(number(dialect, current, "downloadedBytes")).isEqualTo(16_384);
    assertThat(number(dialect, current, "uploadedBytes")).isEqualTo(500);
    assertThat(number(dialect, current, "filesAdded")).isEqualTo(2);
    assertThat(number(dialect, current, "secondsActive")).isEqualTo(2);
    assertThat(number(dialect, current, "sessionCount")).isOne();
    assertThat(stats.getAsJsonObject(Name.of("cumulative-stats").in(dialect))).isEqualTo(current);
  }

  private static long number(Dialect dialect, JsonObject object, String name) {
    JsonElement value = object.get(Name.of(name).in(dialect));
    return value.getAsLong();
  }

  @ParameterizedTest
  @EnumSource
  void free_space_is_told_for_places_that_are_not_made_yet_too(Dialect dialect) {
    String place = folder.resolve("not").resolve("yet").toString();

    JsonObject space = caller().call(dialect, "free-space", Map.of("path", place));

    assertThat(space.get("path").getAsString()).isEqualTo(place);
    String size = dialect == Dialect.OLDER ? "size-bytes" : "size_bytes";
    assertThat(space.get(size).getAsLong()).isPositive();
    assertThat(space.get("total_size").getAsLong())
        .isGreaterThanOrEqualTo(space.get(size).getAsLong());
    assertThat(caller().refusal(dialect, "free-space", Map.of("path", "relative")))
        .contains("not absolute");
  }

  @ParameterizedTest
  @EnumSource
  void the_platform_is_ended_where_that_is_allowed(Dialect dialect) {
    Caller caller = caller();
    AtomicInteger requests = new AtomicInteger();

    String refused = caller.refusal(dialect, "session-close", Map.of());
    caller.shutdown = Optional.of(requests::incrementAndGet);
    caller.call(dialect, "session-close", Map.of());

    assertThat(refused).contains("part of another program");
    assertThat(requests).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void what_the_platform_has_not_is_said_and_not_pretended(Dialect dialect) {
    Caller caller = caller();

    assertThat(caller.refusal(dialect, "blocklist-update", Map.of())).contains("plugins");
    assertThat(caller.refusal(dialect, "port-test", Map.of())).contains("nobody outside");
    assertThat(caller.refusal(dialect, "port-test", Map.of("ip_protocol", "ipx")))
        .isEqualTo("invalid ip protocol string");
    assertThat(caller.refusal(dialect, "group-set", Map.of("name", "fast")))
        .contains("no bandwidth groups");
    assertThat(caller.call(dialect, "group-get", Map.of())).hasToString("{\"group\":[]}");
  }
}
