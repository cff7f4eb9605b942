package io.quoin.control.events;

import io.quoin.api.engine.Engine;
import io.quoin.api.health.Health;
import io.quoin.api.health.HealthAnswer;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.Plugins;
import io.quoin.api.session.Session;
import io.quoin.api.torrent.TorrentSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for changes, while anybody follows: torrents, plugins and the incentive once a second,
 * health now and then.
 */
final class Watch {

  /** Torrents in one event. */
  static final int MOST_IN_ONE = 100;

  private final Happenings happenings;
  private final Supplier<Optional<Session>> session;
  private final Supplier<Optional<Plugins>> plugins;
  private final Supplier<Optional<Engine>> engine;
  private final Supplier<Optional<Health>> health;
  private final Changes<Progress> torrents = new Changes<>();
  private final Changes<Plugin> installed = new Changes<>();
  private final Changes<Incentive> incentive = new Changes<>();
  private final Changes<Check> checks = new Changes<>();

  /** How a torrent does, where it changes. */
  record Progress(
      String id,
      String name,
      String state,
      String reason,
      long totalBytes,
      long verifiedBytes,
      long receivedBytes,
      long sentBytes,
      long downloadRate,
      long uploadRate,
      int peers,
      int seeds) {

    static Progress of(TorrentSnapshot torrent) {
      return new Progress(
          torrent.id().toString(),
          torrent.name(),
          torrent.state().name().toLowerCase(Locale.ROOT),
          torrent.reason(),
          torrent.totalBytes(),
          torrent.verifiedBytes(),
          torrent.receivedBytes(),
          torrent.sentBytes(),
          torrent.downloadRate(),
          torrent.uploadRate(),
          torrent.peers(),
          torrent.seeds());
    }
  }

  /** A torrent came or went. */
  private record Life(String id, String change) {}

  /** Some torrents that changed. */
  private record Some(List<Progress> torrents) {}

  /** How a plugin does. */
  private record Plugin(String id, String version, String state, String reason) {
    static Plugin of(PluginSnapshot plugin) {
      return new Plugin(
          plugin.id(),
          plugin.version(),
          plugin.state().name().toLowerCase(Locale.ROOT),
          plugin.reason());
    }
  }

  /** Which incentive decides; empty for tit for tat. */
  private record Incentive(String active) {}

  /** How a check answers. */
  private record Check(String name, String status, String sentence, String remedy) {
    static Check of(HealthAnswer answer) {
      return new Check(
          answer.name(),
          answer.finding().status().toString(),
          answer.finding().sentence(),
          answer.finding().remedy());
    }
  }

  /** What is not there any more. */
  private record Gone(String id, String state) {}

  Watch(
      Happenings happenings,
      Supplier<Optional<Session>> session,
      Supplier<Optional<Plugins>> plugins,
      Supplier<Optional<Engine>> engine,
      Supplier<Optional<Health>> health) {
    this.happenings = happenings;
    this.session = session;
    this.plugins = plugins;
    this.engine = engine;
    this.health = health;
  }

  /** Once a second. */
  void look() {
    if (!happenings.isFollowed()) {
      torrents.forget();
      installed.forget();
      incentive.forget();
      return;
    }
    session.get().ifPresent(this::lookAtTorrents);
    plugins.get().ifPresent(this::lookAtPlugins);
    engine.get().ifPresent(this::lookAtIncentive);
  }

  private void lookAtTorrents(Session from) {
    Map<String, Progress> now = new LinkedHashMap<>();
    from.torrents().forEach(torrent -> now.put(torrent.id().toString(), Progress.of(torrent)));
    Changes.Delta<Progress> delta = torrents.look(now);
    delta.gone().forEach(id -> publish("torrent", new Life(id, "removed")));
    delta.added().forEach(id -> publish("torrent", new Life(id, "added")));
    List<Progress> changed = delta.changed();
    for (int i = 0; i < changed.size(); i += MOST_IN_ONE) {
      publish("progress", new Some(changed.subList(i, Math.min(i + MOST_IN_ONE, changed.size()))));
    }
  }

  private void lookAtPlugins(Plugins from) {
    Map<String, Plugin> now = new LinkedHashMap<>();
    from.plugins().forEach(plugin -> now.put(plugin.id(), Plugin.of(plugin)));
    tell("plugin", installed.look(now));
  }

  private void lookAtIncentive(Engine from) {
    tell("incentive", incentive.look(Map.of("", new Incentive(from.incentive().orElse("")))));
  }

  /** Now and then, on a thread that may wait. */
  void lookAtHealth() {
    if (!happenings.isFollowed()) {
      checks.forget();
      return;
    }
    health.get().ifPresent(this::lookAtHealth);
  }

  private void lookAtHealth(Health from) {
    Map<String, Check> now = new LinkedHashMap<>();
    from.ask().answers().forEach(answer -> now.put(answer.name(), Check.of(answer)));
    tell("health", checks.look(now));
  }

  private void tell(String type, Changes.Delta<?> delta) {
    delta.changed().forEach(one -> publish(type, one));
    delta.gone().forEach(id -> publish(type, new Gone(id, "removed")));
  }

  private void publish(String type, Object what) {
    happenings.publish(type, Changes.GSON.toJson(what));
  }
}
