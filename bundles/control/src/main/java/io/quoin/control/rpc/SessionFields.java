package io.quoin.control.rpc;

import io.quoin.api.session.AlternativeSpeed;
import io.quoin.api.session.QueueSettings;
import io.quoin.api.session.SeedDefaults;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SpeedSchedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The session's settings that can be changed: the name in each dialect, what holds, and what a call
 * makes of it.
 */
final class SessionFields {

  /**
   * One setting.
   *
   * @param name in each dialect
   * @param value a number, a flag or a text
   * @param change makes new settings of a call that names it
   */
  record Field(Name name, Function<SessionSettings, Object> value, Change change) {}

  /** Makes new settings. */
  @FunctionalInterface
  interface Change {
    SessionSettings of(SessionSettings now, Params params, Name name) throws RpcFault;
  }

  private static final int MOST = 1_000_000;
  private static final int LAST_MINUTE = 24 * 60 - 1;
  private static final int EVERY_DAY = 0x7f;

  private final Roots roots;
  private final Map<String, Field> byName = new HashMap<>();
  private final List<Field> all;

  SessionFields(Roots roots) {
    this.roots = roots;
    this.all =
        List.of(
            speed("speed-limit-down", s -> s.download().bytesPerSecond(), SessionFields::down),
            flag("speed-limit-down-enabled", s -> s.download().on(), SessionFields::down),
            speed("speed-limit-up", s -> s.upload().bytesPerSecond(), SessionFields::up),
            flag("speed-limit-up-enabled", s -> s.upload().on(), SessionFields::up),
            speed("alt-speed-down", s -> s.alternative().download(), SessionFields::alternative),
            speed("alt-speed-up", s -> s.alternative().upload(), SessionFields::alternative),
            flag("alt-speed-enabled", s -> s.alternative().on(), SessionFields::alternative),
            flag("alt-speed-time-enabled", s -> schedule(s).on(), SessionFields::alternative),
            number("alt-speed-time-begin", s -> schedule(s).begin(), SessionFields::alternative),
            number("alt-speed-time-end", s -> schedule(s).end(), SessionFields::alternative),
            number("alt-speed-time-day", s -> days(schedule(s)), SessionFields::alternative),
            flag("download-queue-enabled", s -> s.queue().downloadsLimited(), SessionFields::queue),
            number("download-queue-size", s -> s.queue().downloads(), SessionFields::queue),
            flag("seed-queue-enabled", s -> s.queue().seedsLimited(), SessionFields::queue),
            number("seed-queue-size", s -> s.queue().seeds(), SessionFields::queue),
            flag("queue-stalled-enabled", s -> s.queue().stalledIgnored(), SessionFields::queue),
            number(
                "queue-stalled-minutes",
                s -> s.queue().stalledAfter().toMinutes(),
                SessionFields::queue),
            flag("seedRatioLimited", s -> s.seeding().ratioOn(), SessionFields::seeding),
            number("seedRatioLimit", s -> s.seeding().ratio(), SessionFields::seeding),
            flag("idle-seeding-limit-enabled", s -> s.seeding().idleOn(), SessionFields::seeding),
            number(
                "idle-seeding-limit", s -> s.seeding().idle().toMinutes(), SessionFields::seeding),
            new Field(Names.DOWNLOAD_DIR, s -> s.added().directory().toString(), this::added),
            number("peer-limit-per-torrent", s -> s.added().connections(), this::added),
            flag("sequential_download", s -> s.added().sequential(), this::added),
            flag("start-added-torrents", s -> s.added().start(), this::added));
    for (Field field : all) {
      byName.put(field.name().older(), field);
      byName.put(field.name().newer(), field);
    }
  }

  List<Field> all() {
    return all;
  }

  Optional<Field> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  // --- rates ---

  private static SessionSettings down(SessionSettings now, Params params, Name name)
      throws RpcFault {
    return now.withDownload(
        SettingsReader.speed(
            params,
            now.download(),
            Name.of("speed-limit-down"),
            Name.of("speed-limit-down-enabled")));
  }

  private static SessionSettings up(SessionSettings now, Params params, Name name) throws RpcFault {
    return now.withUpload(
        SettingsReader.speed(
            params, now.upload(), Name.of("speed-limit-up"), Name.of("speed-limit-up-enabled")));
  }

  private static SessionSettings alternative(SessionSettings now, Params params, Name name)
      throws RpcFault {
    AlternativeSpeed speeds = now.alternative();
    SpeedSchedule schedule = speeds.schedule();
    Optional<Integer> days = params.integer(Name.of("alt-speed-time-day"), 0, EVERY_DAY);
    return now.withAlternative(
        new AlternativeSpeed(
            params.flag(Name.of("alt-speed-enabled")).orElse(speeds.on()),
            SettingsReader.rate(params, Name.of("alt-speed-down")).orElse(speeds.download()),
            SettingsReader.rate(params, Name.of("alt-speed-up")).orElse(speeds.upload()),
            new SpeedSchedule(
                params.flag(Name.of("alt-speed-time-enabled")).orElse(schedule.on()),
                params
                    .integer(Name.of("alt-speed-time-begin"), 0, LAST_MINUTE)
                    .orElse(schedule.begin()),
                params
                    .integer(Name.of("alt-speed-time-end"), 0, LAST_MINUTE)
                    .orElse(schedule.end()),
                days.map(SessionFields::days).orElse(schedule.days()))));
  }

  private static SpeedSchedule schedule(SessionSettings settings) {
    return settings.alternative().schedule();
  }

  /** A bit a day from Sunday on. */
  private static int days(SpeedSchedule schedule) {
    return schedule.days().stream().mapToInt(SessionFields::bit).sum();
  }

  private static Set<DayOfWeek> days(int bits) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> (bits & bit(day)) != 0)
        .collect(Collectors.toSet());
  }

  private static int bit(DayOfWeek day) {
    return 1 << day.getValue() % DayOfWeek.values().length;
  }

  // --- the queue and seeding ---

  private static SessionSettings queue(SessionSettings now, Params params, Name name)
      throws RpcFault {
    QueueSettings queue = now.queue();
    return now.withQueue(
        new QueueSettings(
            params.flag(Name.of("download-queue-enabled")).orElse(queue.downloadsLimited()),
            params.integer(Name.of("download-queue-size"), 1, MOST).orElse(queue.downloads()),
            params.flag(Name.of("seed-queue-enabled")).orElse(queue.seedsLimited()),
            params.integer(Name.of("seed-queue-size"), 1, MOST).orElse(queue.seeds()),
            params.flag(Name.of("queue-stalled-enabled")).orElse(queue.stalledIgnored()),
            params
                .integer(Name.of("queue-stalled-minutes"), 1, MOST)
                .map(Duration::ofMinutes)
                .orElse(queue.stalledAfter())));
  }

  private static SessionSettings seeding(SessionSettings now, Params params, Name name)
      throws RpcFault {
    SeedDefaults seeding = now.seeding();
    double ratio = params.number(Name.of("seedRatioLimit")).orElse(seeding.ratio());
    if (ratio < 0) {
      throw RpcFault.invalid(params.called(Name.of("seedRatioLimit")) + " is less than 0");
    }
    return now.withSeeding(
        new SeedDefaults(
            params.flag(Name.of("seedRatioLimited")).orElse(seeding.ratioOn()),
            ratio,
            params.flag(Name.of("idle-seeding-limit-enabled")).orElse(seeding.idleOn()),
            params
                .integer(Name.of("idle-seeding-limit"), 0, MOST)
                .map(Duration::ofMinutes)
                .orElse(seeding.idle())));
  }

  // --- what torrents are added with ---

  private SessionSettings added(SessionSettings now, Params params, Name name) throws RpcFault {
    SessionSettings.Added added = now.added();
    Optional<String> directory = params.text(Names.DOWNLOAD_DIR);
    return now.withAdded(
        new SessionSettings.Added(
            directory.isPresent() ? roots.allowed(directory.get()) : added.directory(),
            params
                .integer(Name.of("peer-limit-per-torrent"), 1, 10_000)
                .orElse(added.connections()),
            params.flag(Names.SEQUENTIAL).orElse(added.sequential()),
            params.flag(Name.of("start-added-torrents")).orElse(added.start())));
  }

  // --- ways to say it ---

  private static Field speed(String name, Function<SessionSettings, Long> bytes, Change change) {
    return new Field(
        Name.of(name), settings -> TorrentFields.kilobytes(bytes.apply(settings)), change);
  }

  private static Field number(String name, Function<SessionSettings, Number> value, Change change) {
    return new Field(Name.of(name), value::apply, change);
  }

  private static Field flag(String name, Function<SessionSettings, Boolean> value, Change change) {
    return new Field(Name.of(name), value::apply, change);
  }
}
