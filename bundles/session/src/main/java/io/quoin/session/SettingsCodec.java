package io.quoin.session;

import io.quoin.api.session.AlternativeSpeed;
import io.quoin.api.session.QueueSettings;
import io.quoin.api.session.SeedDefaults;
import io.quoin.api.session.SessionSettings;
import io.quoin.api.session.SessionTotals;
import io.quoin.api.session.SpeedLimit;
import io.quoin.api.session.SpeedSchedule;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What holds for all torrents, and what was done so far, as a bencoded file. Times are seconds,
 * rates bytes a second, ratios the text of a decimal number, days a bit each from Monday on.
 */
final class SettingsCodec {

  private static final int FORMAT = 1;
  private static final Bencode.Limits LIMITS = new Bencode.Limits(5, 1000, 1 << 20);

  /**
   * The file's contents.
   *
   * @param settings what holds
   * @param totals what was done
   */
  record Contents(SessionSettings settings, SessionTotals totals) {}

  private SettingsCodec() {}

  static byte[] encode(Contents contents) {
    SessionSettings settings = contents.settings();
    AlternativeSpeed alternative = settings.alternative();
    QueueSettings queue = settings.queue();
    SeedDefaults seeding = settings.seeding();
    SessionSettings.Added added = settings.added();
    SessionTotals totals = contents.totals();
    return Bencode.encode(
        BDictionary.builder()
            .put("format", FORMAT)
            .put("download", speed(settings.download()))
            .put("upload", speed(settings.upload()))
            .put(
                "alternative",
                BDictionary.builder()
                    .put("on", flag(alternative.on()))
                    .put("download", alternative.download())
                    .put("upload", alternative.upload())
                    .put("scheduled", flag(alternative.schedule().on()))
                    .put("begin", alternative.schedule().begin())
                    .put("end", alternative.schedule().end())
                    .put("days", days(alternative.schedule()))
                    .build())
            .put(
                "queue",
                BDictionary.builder()
                    .put("downloads limited", flag(queue.downloadsLimited()))
                    .put("downloads", queue.downloads())
                    .put("seeds limited", flag(queue.seedsLimited()))
                    .put("seeds", queue.seeds())
                    .put("stalled ignored", flag(queue.stalledIgnored()))
                    .put("stalled after", queue.stalledAfter().toSeconds())
                    .build())
            .put(
                "seeding",
                BDictionary.builder()
                    .put("ratio on", flag(seeding.ratioOn()))
                    .put("ratio", Double.toString(seeding.ratio()))
                    .put("idle on", flag(seeding.idleOn()))
                    .put("idle", seeding.idle().toSeconds())
                    .build())
            .put(
                "added",
                BDictionary.builder()
                    .put("directory", added.directory().toString())
                    .put("connections", added.connections())
                    .put("sequential", flag(added.sequential()))
                    .put("start", flag(added.start()))
                    .build())
            .put(
                "totals",
                BDictionary.builder()
                    .put("received", totals.receivedBytes())
                    .put("sent", totals.sentBytes())
                    .put("added", totals.torrentsAdded())
                    .put("seconds", totals.seconds())
                    .put("starts", totals.starts())
                    .build())
            .build());
  }

  static Contents decode(byte[] bytes) throws RecordException {
    try {
      if (Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary in) {
        Fields all = new Fields(in);
        if (all.integer("format") != FORMAT) {
          throw new RecordException("it is of another version of the program");
        }
        return new Contents(settings(all), totals(all.dictionary("totals")));
      }
      throw new RecordException("it is no dictionary");
    } catch (BencodeException malformed) {
      throw new RecordException("it is not bencoded: " + malformed.getMessage(), malformed);
    } catch (IllegalArgumentException malformed) {
      throw new RecordException("a value is out of range: " + malformed.getMessage(), malformed);
    }
  }

  private static SessionSettings settings(Fields all) throws RecordException {
    Fields alternative = all.dictionary("alternative");
    Fields queue = all.dictionary("queue");
    Fields seeding = all.dictionary("seeding");
    Fields added = all.dictionary("added");
    return new SessionSettings(
        speed(all.dictionary("download")),
        speed(all.dictionary("upload")),
        new AlternativeSpeed(
            alternative.flag("on"),
            alternative.integer("download"),
            alternative.integer("upload"),
            schedule(alternative)),
        new QueueSettings(
            queue.flag("downloads limited"),
            queue.number("downloads"),
            queue.flag("seeds limited"),
            queue.number("seeds"),
            queue.flag("stalled ignored"),
            Duration.ofSeconds(queue.integer("stalled after"))),
        new SeedDefaults(
            seeding.flag("ratio on"),
            Double.parseDouble(seeding.text("ratio")),
            seeding.flag("idle on"),
            Duration.ofSeconds(seeding.integer("idle"))),
        new SessionSettings.Added(
            Path.of(added.text("directory")),
            added.number("connections"),
            added.flag("sequential"),
            added.flag("start")));
  }

  private static SessionTotals totals(Fields in) throws RecordException {
    return new SessionTotals(
        in.integer("received"),
        in.integer("sent"),
        in.integer("added"),
        in.integer("seconds"),
        in.integer("starts"));
  }

  static BDictionary speed(SpeedLimit limit) {
    return BDictionary.builder()
        .put("rate", limit.bytesPerSecond())
        .put("on", flag(limit.on()))
        .build();
  }

  static SpeedLimit speed(Fields in) throws RecordException {
    return new SpeedLimit(in.integer("rate"), in.flag("on"));
  }

  private static int days(SpeedSchedule schedule) {
    return schedule.days().stream().mapToInt(SettingsCodec::bit).sum();
  }

  private static int bit(DayOfWeek day) {
    return 1 << (day.getValue() - 1);
  }

  private static SpeedSchedule schedule(Fields in) throws RecordException {
    long bits = in.integer("days");
    return new SpeedSchedule(
        in.flag("scheduled"),
        in.number("begin"),
        in.number("end"),
        Arrays.stream(DayOfWeek.values())
            .filter(day -> (bits & bit(day)) != 0)
            .collect(Collectors.toSet()));
  }

  static int flag(boolean on) {
    return on ? 1 : 0;
  }
}
