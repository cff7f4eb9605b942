package io.quoin.control.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.quoin.api.net.FetchException;
import io.quoin.api.net.Fetcher;
import io.quoin.api.net.Fetcher.FetchRequest;
import io.quoin.api.net.Fetcher.FetchedDocument;
import io.quoin.api.pieces.OpenMode;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.Magnet;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done with torrents, in both dialects. */
class TorrentMethodsTest {

  @TempDir private Path folder;

  private Caller caller() {
    return new Caller(folder);
  }

  private static TorrentId id(int seed) {
    return TorrentId.of(Caller.torrent(seed).infoHashes());
  }

  private static List<Integer> numbers(JsonElement array) {
    return StreamSupport.stream(((JsonArray) array).spliterator(), false)
        .map(JsonElement::getAsInt)
        .toList();
  }

  // --- torrent-add ---

  @ParameterizedTest
  @EnumSource
  void a_torrent_is_added_with_all_that_is_said_of_it(Dialect dialect) {
    Caller caller = caller();

    int number =
        caller.add(
            dialect,
            1,
            Map.of(
                "download-dir",
                folder.resolve("there").toString(),
                "paused",
                true,
                "labels",
                List.of("linux", "iso"),
                "bandwidthPriority",
                1,
                "peer-limit",
                33,
                "files-unwanted",
                List.of(0, 2),
                "priority-high",
                List.of(1),
                "sequential_download",
                true,
                "sequential_download_from_piece",
                1));

    assertThat(caller.session.registered(id(1)).orElseThrow())
        .satisfies(
            torrent -> {
              assertThat(torrent.number()).isEqualTo(number);
              assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.PAUSED);
              assertThat(torrent.snapshot().directory()).isEqualTo(folder.resolve("there"));
              assertThat(torrent.settings().labels()).containsExactly("linux", "iso");
              assertThat(torrent.settings().transfer().connections()).isEqualTo(33);
              assertThat(torrent.settings().transfer().priority()).isEqualTo(Priority.HIGH);
              assertThat(torrent.settings().selection().unwanted()).containsOnly(0, 2);
              assertThat(torrent.settings().selection().priority(1)).isEqualTo(Priority.HIGH);
              assertThat(torrent.settings().selection().sequentialFrom())
                  .isEqualTo(OptionalInt.of(1));
            });
  }

  @ParameterizedTest
  @EnumSource
  void a_torrent_that_is_there_already_is_told_as_a_duplicate(Dialect dialect) {
    Caller caller = caller();
    int number = caller.add(dialect, 1, Map.of());

    JsonObject again =
        caller
            .call(dialect, "torrent-add", Map.of("metainfo", Caller.base64(1)))
            .getAsJsonObject(Name.of("torrent-duplicate").in(dialect));

    assertThat(again.get("id").getAsInt()).isEqualTo(number);
    assertThat(again.get("name").getAsString()).isEqualTo("torrent-1");
    assertThat(again.get(Name.of("hashString").in(dialect)).getAsString())
        .isEqualTo(id(1).toString());
  }

  @ParameterizedTest
  @EnumSource
  void a_torrent_takes_what_the_session_says_where_the_call_does_not(Dialect dialect) {
    Caller caller = caller();
    caller.call(
        dialect,
        "session-set",
        Map.of(
            "download-dir",
            folder.resolve("usual").toString(),
            "start-added-torrents",
            false,
            "peer-limit-per-torrent",
            11,
            "sequential_download",
            true));

    caller.add(dialect, 1, Map.of());

    assertThat(caller.session.registered(id(1)).orElseThrow())
        .satisfies(
            torrent -> {
              assertThat(torrent.snapshot().state()).isEqualTo(TorrentState.PAUSED);
              assertThat(torrent.snapshot().directory()).isEqualTo(folder.resolve("usual"));
              assertThat(torrent.settings().transfer().connections()).isEqualTo(11);
              assertThat(torrent.settings().selection().sequentialFrom()).isPresent();
            });
  }

  @Test
  void magnets_and_info_hashes_are_added() {
    Caller caller = caller();

    caller.call(
        Dialect.OLDER, "torrent-add", Map.of("filename", Magnet.of(Caller.torrent(1)).toString()));
    caller.call(Dialect.NEWER, "torrent-add", Map.of("filename", id(2).toString()));

    assertThat(caller.session.ids()).containsExactly(id(1), id(2));
    assertThat(caller.field(Dialect.OLDER, 1, "trackers").getAsJsonArray()).hasSize(2);
    assertThat(caller.field(Dialect.OLDER, 1, "metadataPercentComplete").getAsInt()).isZero();
    assertThat(caller.field(Dialect.OLDER, 1, "magnetLink").getAsString()).startsWith("magnet:?");
  }

  @Test
  void a_torrent_file_of_this_machine_is_added() throws Exception {
    Caller caller = caller();
    Path file = Files.write(folder.resolve("a.torrent"), Caller.bytes(1));

    caller.call(Dialect.OLDER, "torrent-add", Map.of("filename", file.toString()));

    assertThat(caller.session.ids()).containsExactly(id(1));
    assertThat(
            caller.refusal(
                Dialect.OLDER, "torrent-add", Map.of("filename", folder + "/absent.torrent")))
        .contains("no torrent file");
  }

  @Test
  void a_torrent_is_fetched_from_outside_addresses_and_the_failure_is_told() {
    Caller caller = caller();
    List<FetchRequest> asked = new ArrayList<>();
    caller.fetcher =
        Optional.of(
            request -> {
              asked.add(request);
              return asked.size() == 1
                  ? CompletableFuture.completedFuture(
                      new FetchedDocument(200, ByteBuffer.wrap(Caller.bytes(1))))
                  : asked.size() == 2
                      ? CompletableFuture.completedFuture(
                          new FetchedDocument(404, ByteBuffer.allocate(0)))
                      : CompletableFuture.failedFuture(
                          new FetchException(FetchException.Code.REFUSED, "it leads inside"));
            });
    Map<String, String> arguments = Map.of("filename", "https://example.org/a.torrent");

    caller.call(Dialect.OLDER, "torrent-add", arguments);

    assertThat(caller.session.ids()).containsExactly(id(1));
    assertThat(asked.get(0).insideAllowed()).isFalse();
    assertThat(caller.refusal(Dialect.NEWER, "torrent-add", arguments)).contains("404");
    assertThat(caller.refusal(Dialect.NEWER, "torrent-add", arguments))
        .isEqualTo("it leads inside");
    assertThat(
            caller.refusal(
                Dialect.OLDER,
                "torrent-add",
                Map.of("filename", "http://example.org/x", "cookies", "a=b")))
        .contains("cookies are not sent");
    assertThat(asked).hasSize(3);
  }

  @Test
  void without_an_engine_nothing_is_fetched() {
    Optional<Fetcher> none = Optional.empty();
    Caller caller = caller();
    caller.fetcher = none;

    assertThat(
            caller.refusal(
                Dialect.OLDER, "torrent-add", Map.of("filename", "http://example.org/x")))
        .contains("engine is away");
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_added_is_refused_with_the_reason(Dialect dialect) {
    Caller caller = caller();

    assertThat(caller.refusal(dialect, "torrent-add", Map.of()))
        .isEqualTo("no filename or metainfo specified");
    assertThat(caller.refusal(dialect, "torrent-add", Map.of("metainfo", "AAAA")))
        .startsWith("invalid or corrupt torrent file");
    assertThat(caller.refusal(dialect, "torrent-add", Map.of("metainfo", "%%%=a="))).isNotEmpty();
    assertThat(caller.refusal(dialect, "torrent-add", Map.of("filename", "magnet:?xt=urn:x:1")))
        .startsWith("unrecognized info");
    assertThat(
            caller.refusal(
                dialect,
                "torrent-add",
                Map.of("metainfo", Caller.base64(1), "download-dir", "relative/place")))
        .contains("not absolute");
    assertThat(
            caller.refusal(
                dialect,
                "torrent-add",
                Map.of("metainfo", Caller.base64(1), "files-wanted", List.of(3))))
        .contains("no file 3");
    assertThat(caller.session.ids()).isEmpty();
  }

  @Test
  void data_and_torrent_files_stay_below_the_allowed_roots_whatever_links_say() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    Caller caller = new Caller(folder.resolve("data"), root);

    for (String place :
        List.of(
            outside.toString(),
            root + "/../outside",
            root + "/link/deeper",
            "/",
            folder + "/rootless")) {
      assertThat(
              caller.refusal(
                  Dialect.OLDER,
                  "torrent-add",
                  Map.of("metainfo", Caller.base64(1), "download-dir", place)))
          .as(place)
          .contains("not below an allowed root");
      assertThat(caller.refusal(Dialect.OLDER, "free-space", Map.of("path", place)))
          .contains("not below an allowed root");
      assertThat(caller.refusal(Dialect.OLDER, "session-set", Map.of("download-dir", place)))
          .contains("not below an allowed root");
    }
    int number = caller.add(Dialect.OLDER, 1, Map.of("download-dir", root + "/deep/deeper"));
    assertThat(
            caller.refusal(
                Dialect.OLDER,
                "torrent-set-location",
                Map.of("ids", number, "location", outside.toString())))
        .contains("not below an allowed root");
    assertThat(caller.refusal(Dialect.OLDER, "torrent-add", Map.of("filename", "/etc/passwd")))
        .contains("not below an allowed root");
  }

  // --- starting, stopping, removing ---

  @ParameterizedTest
  @EnumSource
  void torrents_are_stopped_and_started_by_number_hash_list_or_all(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    caller.add(dialect, 2, Map.of());
    caller.add(dialect, 3, Map.of());

    caller.call(dialect, "torrent-stop", Map.of("ids", one));
    assertThat(caller.engine.running).doesNotContainKey(id(1)).hasSize(2);
    caller.call(dialect, "torrent-stop", Map.of("ids", id(2).toString()));
    assertThat(caller.engine.running).containsOnlyKeys(id(3));
    caller.call(dialect, "torrent-start", Map.of("ids", List.of(one, id(2).toString())));
    assertThat(caller.engine.running).hasSize(3);
    caller.call(dialect, "torrent-stop", Map.of());
    assertThat(caller.engine.running).isEmpty();
    caller.call(dialect, "torrent-start-now", Map.of());
    assertThat(caller.engine.running).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void an_empty_list_and_unknown_ids_mean_no_torrent(Dialect dialect) {
    Caller caller = caller();
    caller.add(dialect, 1, Map.of());

    caller.call(dialect, "torrent-remove", Map.of("ids", List.of()));
    caller.call(
        dialect,
        "torrent-remove",
        Map.of("ids", List.of(99, -1, 4_000_000_000L, id(7).toString(), "no hash")));

    assertThat(caller.session.ids()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_removed_torrent_is_told_to_those_who_ask_for_what_is_recent(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    int two = caller.add(dialect, 2, Map.of());
    caller.hand.sleeps(Duration.ofMinutes(5));
    caller.call(dialect, "torrent-remove", Map.of("ids", one));
    caller.call(dialect, "torrent-set", Map.of("ids", two, "labels", List.of("new")));
    caller.add(dialect, 3, Map.of());
    String recent = dialect == Dialect.OLDER ? "recently-active" : "recently_active";

    JsonObject now =
        caller.call(dialect, "torrent-get", Map.of("ids", recent, "fields", List.of("id")));
    caller.hand.sleeps(Duration.ofMinutes(5));
    JsonObject later =
        caller.call(dialect, "torrent-get", Map.of("ids", recent, "fields", List.of("id")));

    assertThat(now.getAsJsonArray("torrents")).hasSize(2);
    assertThat(numbers(now.get("removed"))).containsExactly(one);
    assertThat(later.getAsJsonArray("torrents")).isEmpty();
    assertThat(later.getAsJsonArray("removed")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_torrent_is_verified(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    caller.call(dialect, "torrent-verify", Map.of("ids", one));

    assertThat(caller.engine.running.get(id(1)).mode()).isEqualTo(OpenMode.CHECK);
  }

  @ParameterizedTest
  @EnumSource
  void the_progress_of_a_check_is_told(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    caller.engine.snapshots.put(
        id(1), StandInEngine.swarm(TorrentState.CHECKING, caller.engine.running.get(id(1)), 0, 0));

    assertThat(caller.field(dialect, one, "status").getAsInt()).isEqualTo(2);
    assertThat(caller.field(dialect, one, "recheckProgress").getAsDouble()).isEqualTo(0.3333);
  }

  @ParameterizedTest
  @EnumSource
  void peers_are_searched_for_now(Dialect dialect) {
    Caller caller = caller();
    NotedSource source = new NotedSource();
    caller.hand.comes(source);
    caller.add(dialect, 1, Map.of());

    caller.call(dialect, "torrent-reannounce", Map.of());

    assertThat(source.told).containsExactly("search", "now");
  }

  @ParameterizedTest
  @EnumSource
  void a_torrent_is_pointed_to_another_place(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    caller.call(
        dialect,
        "torrent-set-location",
        Map.of("ids", one, "location", folder.resolve("other").toString()));

    assertThat(caller.field(dialect, one, "downloadDir").getAsString())
        .isEqualTo(folder.resolve("other").toString());
  }

  @ParameterizedTest
  @EnumSource
  void a_move_that_fails_at_once_is_told(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    assertThat(
            caller.refusal(
                dialect,
                "torrent-set-location",
                Map.of("ids", one, "location", folder.resolve("b").toString(), "move", true)))
        .contains("storage provider 'files' is not there");
    assertThat(caller.refusal(dialect, "torrent-set-location", Map.of("ids", one)))
        .contains("'location' is missing");
  }

  @ParameterizedTest
  @EnumSource
  void files_are_not_renamed_and_that_is_said(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    assertThat(
            caller.refusal(
                dialect,
                "torrent-rename-path",
                Map.of("ids", List.of(one), "path", "torrent-1", "name", "other")))
        .contains("cannot be renamed");
  }

  // --- torrent-set ---

  @ParameterizedTest
  @EnumSource
  void every_setting_is_changed_and_read_back(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("bandwidthPriority", -1),
            Map.entry("downloadLimit", 50),
            Map.entry("downloadLimited", true),
            Map.entry("uploadLimit", 7),
            Map.entry("uploadLimited", false),
            Map.entry("peer-limit", 12),
            Map.entry("seedRatioLimit", 1.25),
            Map.entry("seedRatioMode", 1),
            Map.entry("seedIdleLimit", 45),
            Map.entry("seedIdleMode", 2),
            Map.entry("labels", List.of("a", "b")),
            Map.entry("sequential_download", true),
            Map.entry("sequential_download_from_piece", 2),
            Map.entry("honorsSessionLimits", true),
            Map.entry("group", ""),
            Map.entry("trackerList", "http://a.example/announce\n\nudp://b.example:1/announce"));

    caller.call(dialect, "torrent-set", with(settings, "ids", List.of(one)));

    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      JsonElement found = caller.field(dialect, one, setting.getKey());
      if (setting.getValue() instanceof List<?>) {
        assertThat(found.toString()).isEqualTo("[\"a\",\"b\"]");
      } else {
        assertThat(found.getAsString())
            .as(setting.getKey())
            .isEqualTo(setting.getValue().toString());
      }
    }
  }

  private static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
    Map<String, Object> all = new HashMap<>(some);
    all.put(name, value);
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void files_are_wanted_or_not_and_have_priorities(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    caller.call(
        dialect,
        "torrent-set",
        Map.of(
            "ids",
            one,
            "files-unwanted",
            List.of(),
            "files-wanted",
            List.of(1),
            "priority-high",
            List.of(0),
            "priority-low",
            List.of(2)));

    String wanted = dialect == Dialect.OLDER ? "[0,1,0]" : "[false,true,false]";
    assertThat(caller.field(dialect, one, "wanted").toString()).isEqualTo(wanted);
    assertThat(caller.field(dialect, one, "priorities").toString()).isEqualTo("[1,0,-1]");
    caller.call(dialect, "torrent-set", Map.of("ids", one, "files-unwanted", List.of()));
    String none = dialect == Dialect.OLDER ? "[0,0,0]" : "[false,false,false]";
    assertThat(caller.field(dialect, one, "wanted").toString()).isEqualTo(none);
    assertThat(caller.engine.selections.get(id(1)).unwanted()).containsOnly(0, 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void how_much_is_wanted_follows_while_a_torrent_stands_still(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of("paused", true));

    caller.call(dialect, "torrent-set", Map.of("ids", one, "files-unwanted", List.of(0)));

    assertThat(caller.field(dialect, one, "totalSize").getAsInt()).isEqualTo(3 * 16_384);
    assertThat(caller.field(dialect, one, "sizeWhenDone").getAsInt()).isEqualTo(2 * 16_384);
    assertThat(caller.field(dialect, one, "leftUntilDone").getAsInt()).isEqualTo(2 * 16_384);
  }

  @ParameterizedTest
  @EnumSource
  void trackers_are_added_replaced_and_removed_by_id(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());

    caller.call(
        dialect,
        "torrent-set",
        Map.of("ids", one, "trackerAdd", List.of("http://new.example/announce")));
    caller.call(
        dialect,
        "torrent-set",
        Map.of("ids", one, "trackerReplace", List.of(0, "http://first.example/announce")));
    caller.call(dialect, "torrent-set", Map.of("ids", one, "trackerRemove", List.of(1)));

    assertThat(caller.field(dialect, one, "trackerList").getAsString())
        .isEqualTo("http://first.example/announce\n\nhttp://new.example/announce");
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_changed_of_any_torrent_if_one_value_is_refused(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    int two = caller.add(dialect, 2, Map.of());
    List<Integer> both = List.of(one, two);

    assertThat(
            List.of(
                caller.refusal(
                    dialect,
                    "torrent-set",
                    Map.of("ids", both, "labels", List.of("x"), "peer-limit", 0)),
                caller.refusal(dialect, "torrent-set", Map.of("ids", both, "bandwidthPriority", 2)),
                caller.refusal(
                    dialect, "torrent-set", Map.of("ids", both, "honorsSessionLimits", false)),
                caller.refusal(dialect, "torrent-set", Map.of("ids", both, "group", "fast")),
                caller.refusal(dialect, "torrent-set", Map.of("ids", both, "seedRatioLimit", -1)),
                caller.refusal(dialect, "torrent-set", Map.of("ids", both, "downloadLimit", "x")),
                caller.refusal(
                    dialect, "torrent-set", Map.of("ids", both, "trackerAdd", List.of("ftp://x/"))),
                caller.refusal(
                    dialect, "torrent-set", Map.of("ids", both, "trackerRemove", List.of(9))),
                caller.refusal(
                    dialect, "torrent-set", Map.of("ids", both, "priority-high", List.of(-1)))))
        .doesNotContain("")
        .doesNotHaveDuplicates();
    assertThat(caller.field(dialect, one, "labels").getAsJsonArray()).isEmpty();
  }

  // --- the queue ---

  @ParameterizedTest
  @EnumSource
  void torrents_change_their_places_in_the_queue(Dialect dialect) {
    Caller caller = caller();
    int one = caller.add(dialect, 1, Map.of());
    int two = caller.add(dialect, 2, Map.of());
    int three = caller.add(dialect, 3, Map.of());

    caller.call(dialect, "queue-move-bottom", Map.of("ids", one));
    assertThat(places(caller, dialect)).containsExactly(2, 0, 1);
    caller.call(dialect, "queue-move-up", Map.of("ids", three));
    assertThat(places(caller, dialect)).containsExactly(2, 1, 0);
    caller.call(dialect, "queue-move-down", Map.of("ids", three));
    assertThat(places(caller, dialect)).containsExactly(2, 0, 1);
    caller.call(dialect, "queue-move-top", Map.of("ids", one));
    assertThat(places(caller, dialect)).containsExactly(0, 1, 2);
    caller.call(dialect, "torrent-set", Map.of("ids", two, "queuePosition", 2));
    assertThat(places(caller, dialect)).containsExactly(0, 2, 1);
  }

  private static List<Integer> places(Caller caller, Dialect dialect) {
    String field = Name.of("queuePosition").in(dialect);
    JsonArray torrents =
        caller
            .call(dialect, "torrent-get", Map.of("fields", List.of(field)))
            .getAsJsonArray("torrents");
    return StreamSupport.stream(torrents.spliterator(), false)
        .map(torrent -> torrent.getAsJsonObject().get(field).getAsInt())
        .toList();
  }

  @Test
  void a_torrent_that_waits_for_its_turn_is_shown_as_queued() {
    Caller caller = caller();
    caller.call(
        Dialect.OLDER,
        "session-set",
        Map.of("download-queue-enabled", true, "download-queue-size", 1));
    caller.add(Dialect.OLDER, 1, Map.of());
    int two = caller.add(Dialect.OLDER, 2, Map.of());

    int queued = caller.field(Dialect.OLDER, two, "status").getAsInt();
    caller.call(Dialect.OLDER, "torrent-start-now", Map.of("ids", two));

    assertThat(queued).isEqualTo(3);
    assertThat(caller.engine.running).containsKey(id(2));
  }

  @Test
  void bytes_of_a_call_may_be_anything_in_utf_8() {
    Caller caller = caller();
    int one = caller.add(Dialect.OLDER, 1, Map.of());

    caller.answer(
        ("{\"method\":\"torrent-set\",\"arguments\":{\"ids\":"
                + one
                + ",\"labels\":[\"日本\\u00e9\"]}}")
            .getBytes(UTF_8));

    assertThat(caller.field(Dialect.NEWER, one, "labels").toString()).isEqualTo("[\"日本é\"]");
  }
}
