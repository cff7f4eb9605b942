package io.quoin.control.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.quoin.api.engine.Engine;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.health.HealthReport;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentId;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.InfoHash;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchTest {

  private final List<TorrentSnapshot> torrents = new ArrayList<>();
  private final List<PluginSnapshot> plugins = new ArrayList<>();
  private final List<HealthAnswer> answers = new ArrayList<>();
  private Optional<String> incentive = Optional.empty();

  private final Happenings happenings = new Happenings(1);
  private final Watch watch =
      new Watch(
          happenings,
          () -> Optional.of(answering(Session.class, method -> torrents)),
          () -> Optional.of(answering(Plugins.class, method -> plugins)),
          () -> Optional.of(answering(Engine.class, method -> incentive)),
          () -> Optional.of(() -> new HealthReport(answers)));
  private Reader reader;

  @BeforeEach
  void follow() {
    reader = new Reader();
    reader.follower = happenings.follow("", reader).orElseThrow();
  }

  @Test
  void the_first_look_tells_nothing_and_later_ones_what_is_other() throws Exception {
    torrents.add(torrent(1, TorrentState.DOWNLOADING, 10));
    torrents.add(torrent(2, TorrentState.SEEDING, 100));
    watch.look();
    assertThat(told()).isEmpty();

    torrents.set(0, torrent(1, TorrentState.DOWNLOADING, 20));
    watch.look();
    watch.look();

    List<Told> told = told();
    assertThat(told).extracting(Told::type).containsExactly("progress");
    JsonObject changed = told.get(0).json().getAsJsonArray("torrents").get(0).getAsJsonObject();
    assertThat(told.get(0).json().getAsJsonArray("torrents")).hasSize(1);
    assertThat(changed.get("id").getAsString()).isEqualTo(torrents.get(0).id().toString());
    assertThat(changed.get("verifiedBytes").getAsLong()).isEqualTo(20);
    assertThat(changed.get("state").getAsString()).isEqualTo("downloading");
  }

  @Test
  void many_torrents_that_change_at_once_are_told_in_several_events() throws Exception {
    watch.look();
    for (int i = 0; i < 2 * Watch.MOST_IN_ONE + 1; i++) {
      torrents.add(torrent(i, TorrentState.DOWNLOADING, 1));
    }
    watch.look();

    assertThat(told())
        .filteredOn(told -> told.type().equals("progress"))
        .extracting(told -> told.json().getAsJsonArray("torrents").size())
        .containsExactly(Watch.MOST_IN_ONE, Watch.MOST_IN_ONE, 1);
  }

  @Test
  void plugins_the_incentive_and_health_are_told_when_they_change() throws Exception {
    plugins.add(plugin("tracker", PluginState.RUNNING));
    answers.add(answer(HealthFinding.ok("fine")));
    watch.look();
    watch.lookAtHealth();

    plugins.set(0, plugin("tracker", PluginState.QUARANTINED));
    incentive = Optional.of("btt");
    answers.set(0, answer(HealthFinding.failing("not fine", "mend it")));
    watch.look();
    watch.lookAtHealth();
    plugins.clear();
    watch.look();

    List<Told> told = told();
    assertThat(told)
        .extracting(Told::type)
        .containsExactly("plugin", "incentive", "health", "plugin");
    assertThat(told.get(0).json().get("state").getAsString()).isEqualTo("quarantined");
    assertThat(told.get(1).json().get("active").getAsString()).isEqualTo("btt");
    assertThat(told.get(2).json().get("status").getAsString()).isEqualTo("failing");
    assertThat(told.get(3).json().get("state").getAsString()).isEqualTo("removed");
  }

  @Test
  void nobody_is_asked_while_nobody_follows_and_a_new_follower_is_not_told_the_past()
      throws Exception {
    torrents.add(torrent(1, TorrentState.DOWNLOADING, 10));
    watch.look();
    happenings.left(reader.follower);
    Watch idle =
        new Watch(
            happenings,
            () -> {
              throw new AssertionError("asked");
            },
            Optional::empty,
            Optional::empty,
            Optional::empty);
    idle.look();
    idle.lookAtHealth();
    watch.look();

    torrents.set(0, torrent(1, TorrentState.DOWNLOADING, 90));
    reader = new Reader();
    reader.follower = happenings.follow("", reader).orElseThrow();
    watch.look();

    assertThat(told()).isEmpty();
  }

  @Test
  void torrents_that_come_and_go_are_told() throws Exception {
    torrents.add(torrent(1, TorrentState.SEEDING, 100));
    watch.look();
    torrents.set(0, torrent(2, TorrentState.DOWNLOADING, 0));
    watch.look();

    List<Told> told = told();
    assertThat(told).extracting(Told::type).containsExactly("torrent", "torrent", "progress");
    assertThat(told)
        .extracting(one -> String.valueOf(one.json().get("change")))
        .containsExactly("\"removed\"", "\"added\"", "null");
  }

  private record Told(String type, JsonObject json) {}

  private List<Told> told() {
    List<Told> all = new ArrayList<>();
    for (String text : reader.read()) {
      List<String> lines = text.lines().toList();
      assertThat(lines).hasSize(4);
      all.add(
          new Told(
              lines.get(1).substring("event: ".length()),
              JsonParser.parseString(lines.get(2).substring("data: ".length())).getAsJsonObject()));
    }
    return all;
  }

  /** One whose every method answers the same. */
  private static <S> S answering(Class<S> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.apply(method.getName())));
  }

  private static HealthAnswer answer(HealthFinding finding) {
    return new HealthAnswer("storage", HealthConcern.READINESS, finding);
  }

  private static PluginSnapshot plugin(String id, PluginState state) {
    return new PluginSnapshot(
        id,
        "1.0.0",
        PluginOrigin.INSTALLED,
        "",
        state,
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Instant.EPOCH);
  }

  private static TorrentSnapshot torrent(int seed, TorrentState state, long verified) {
    byte[] hash = new byte[20];
    hash[0] = (byte) seed;
    hash[1] = (byte) (seed >> 8);
    return new TorrentSnapshot(
        new TorrentId(InfoHash.of(hash)),
        "otters",
        state,
        "",
        Path.of("."),
        100,
        verified,
        100,
        100 - verified,
        0,
        0,
        0,
        0,
        0,
        10,
        0,
        0,
        1,
        0,
        Optional.empty());
  }
}
