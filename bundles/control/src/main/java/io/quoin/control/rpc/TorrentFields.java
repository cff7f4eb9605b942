package io.quoin.control.rpc;

import io.quoin.api.session.RegisteredTorrent.Times;
import io.quoin.api.session.SeedSettings.Whose;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Metainfo;
import java.io.IOException;
import java.net.URLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The fields of a torrent: the name in each dialect, and how the value is written. Only what is
 * asked for is looked up.
 */
final class TorrentFields {

  /**
   * One field.
   *
   * @param name in each dialect
   * @param value writes it
   */
  record Field(Name name, Writer value) {}

  /** Writes a value of a torrent. */
  @FunctionalInterface
  interface Writer {
    void write(TorrentView torrent, Out out) throws IOException;
  }

  private static final double BYTES_A_KILOBYTE = 1000;

  /** What has no number yet. */
  private static final int UNKNOWN = -1;

  private static final int ETA_UNKNOWN = -2;
  private static final int LOCAL_ERROR = 3;

  private static final List<Field> ALL = all();
  private static final Map<Dialect, Map<String, Field>> BY_NAME =
      Map.of(Dialect.OLDER, byName(Dialect.OLDER), Dialect.NEWER, byName(Dialect.NEWER));

  private TorrentFields() {}

  static List<Field> table() {
    return ALL;
  }

  private static Map<String, Field> byName(Dialect dialect) {
    Map<String, Field> fields = new HashMap<>();
    ALL.forEach(field -> fields.put(field.name().in(dialect), field));
    return fields;
  }

  /** Those that are asked for, under the names of the dialect; unknown ones are left out. */
  static List<Field> named(List<String> names, Dialect dialect) {
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      Field field = BY_NAME.get(dialect).get(name);
      if (field != null && !fields.contains(field)) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static List<Field> all() {
    List<Field> fields = new ArrayList<>();
    identity(fields);
    progress(fields);
    times(fields);
    wishes(fields);
    contents(fields);
    fields.add(field("peers", Peers::write));
    fields.add(field("peersFrom", Peers::writeOrigins));
    fields.add(field("trackers", Trackers::write));
    fields.add(field("trackerStats", Trackers::writeStates));
    fields.add(text("trackerList", Trackers::list));
    return List.copyOf(fields);
  }

  // --- what it is ---

  private static void identity(List<Field> fields) {
    fields.add(integer("id", view -> view.torrent().number()));
    fields.add(text("hashString", view -> view.snapshot().id().toString()));
    fields.add(text("name", view -> view.snapshot().name()));
    fields.add(text("comment", fromMetainfo(Metainfo::comment)));
    fields.add(text("creator", fromMetainfo(Metainfo::createdBy)));
    fields.add(
        integer("dateCreated", view -> seconds(view.metainfo().flatMap(Metainfo::creationDate))));
    fields.add(flag("isPrivate", view -> view.metainfo().filter(Metainfo::isPrivate).isPresent()));
    fields.add(text("magnetLink", TorrentView::magnet));
    fields.add(text("torrentFile", view -> ""));
    fields.add(text("primary-mime-type", TorrentFields::mimeType));
    fields.add(
        integer("pieceCount", view -> view.metainfo().map(m -> m.layout().pieceCount()).orElse(0)));
    fields.add(
        integer("pieceSize", view -> view.metainfo().map(m -> m.layout().pieceLength()).orElse(0)));
    fields.add(integer("totalSize", view -> view.snapshot().totalBytes()));
    fields.add(integer("file-count", view -> view.files().size()));
    fields.add(
        field("webseeds", (view, out) -> out.list(() -> each(view.webSeeds(), out.json()::value))));
    fields.add(field("webseeds_ex", TorrentFields::webSeedStates));
    fields.add(integer("webseedsSendingToUs", view -> 0));
  }

  private static Function<TorrentView, String> fromMetainfo(
      Function<Metainfo, Optional<String>> value) {
    return view -> view.metainfo().flatMap(value).orElse("");
  }

  /** That of the largest file. */
  private static String mimeType(TorrentView view) {
    return view.files().stream()
        .filter(file -> !file.isPad())
        .max(Comparator.comparingLong(FileEntry::length))
        .map(file -> file.path().get(file.path().size() - 1))
        .map(URLConnection::guessContentTypeFromName)
        .orElse("application/octet-stream");
  }

  private static void webSeedStates(TorrentView view, Out out) throws IOException {
    out.list(
        () ->
            each(
                view.webSeeds(),
                url ->
                    out.object(
                        () ->
                            out.put(Name.of("url"), url)
                                .put(Name.of("is_downloading"), false)
                                .put(Name.of("download_bytes_per_second"), 0))));
  }

  // --- how it is doing ---

  private static void progress(List<Field> fields) {
    fields.add(integer("status", view -> status(view.snapshot())));
    fields.add(
        integer("error", view -> view.snapshot().state() == TorrentState.HALTED ? LOCAL_ERROR : 0));
    fields.add(
        text(
            "errorString",
            view ->
                view.snapshot().state() == TorrentState.HALTED ? view.snapshot().reason() : ""));
    fields.add(integer("haveValid", view -> view.snapshot().verifiedBytes()));
    fields.add(integer("haveUnchecked", view -> 0));
    fields.add(integer("leftUntilDone", view -> view.snapshot().missingBytes()));
    fields.add(integer("sizeWhenDone", view -> view.snapshot().wantedBytes()));
    fields.add(integer("desiredAvailable", TorrentView::desiredAvailable));
    fields.add(integer("downloadedEver", view -> view.snapshot().receivedBytes()));
    fields.add(integer("uploadedEver", view -> view.snapshot().sentBytes()));
    fields.add(integer("corruptEver", view -> view.snapshot().wastedBytes()));
    fields.add(integer("rateDownload", view -> view.snapshot().downloadRate()));
    fields.add(integer("rateUpload", view -> view.snapshot().uploadRate()));
    fields.add(number("uploadRatio", TorrentView::ratio));
    fields.add(
        number(
            "percentDone",
            view ->
                part(
                    view.snapshot().wantedBytes() - view.snapshot().missingBytes(),
                    view.snapshot().wantedBytes())));
    fields.add(
        number(
            "percentComplete",
            view -> part(view.snapshot().verifiedBytes(), view.snapshot().totalBytes())));
    fields.add(number("metadataPercentComplete", view -> view.metainfo().isPresent() ? 1 : 0));
    fields.add(
        number(
            "recheckProgress",
            view ->
                view.snapshot().state() == TorrentState.CHECKING
                    ? part(view.snapshot().checkedPieces(), view.snapshot().pieces())
                    : 0));
    fields.add(integer("peersConnected", view -> view.snapshot().peers()));
    fields.add(integer("peersGettingFromUs", Peers::served));
    fields.add(integer("peersSendingToUs", Peers::serving));
    fields.add(integer("eta", TorrentFields::eta));
    fields.add(integer("etaIdle", view -> UNKNOWN));
    fields.add(flag("isFinished", TorrentFields::finished));
    fields.add(flag("isStalled", TorrentView::stalled));
    fields.add(integer("queuePosition", view -> view.torrent().queuePosition()));
  }

  /** Transmission's numbers: 0 stopped, 2 checking, 3 and 5 waiting, 4 downloading, 6 seeding. */
  static int status(TorrentSnapshot torrent) {
    return switch (torrent.state()) {
      case PAUSED, HALTED -> 0;
      case CHECKING -> 2;
      case QUEUED, WAITING -> torrent.done() ? 5 : 3;
      case METADATA, DOWNLOADING -> 4;
      case SEEDING -> 6;
    };
  }

  private static double part(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private static long eta(TorrentView view) {
    TorrentSnapshot torrent = view.snapshot();
    return switch (torrent.state()) {
      case DOWNLOADING -> time(torrent.missingBytes(), torrent.downloadRate());
      case SEEDING ->
          view.stopRule().ratio().isPresent()
              ? time(
                  (long) (view.stopRule().ratio().getAsDouble() * torrent.totalBytes())
                      - torrent.sentBytes(),
                  torrent.uploadRate())
              : UNKNOWN;
      case METADATA -> ETA_UNKNOWN;
      default -> UNKNOWN;
    };
  }

  private static long time(long bytes, long rate) {
    return rate == 0 ? ETA_UNKNOWN : Math.max(0, bytes) / rate;
  }

  /** It stands still because it has given what was wanted. */
  private static boolean finished(TorrentView view) {
    TorrentSnapshot torrent = view.snapshot();
    return torrent.state() == TorrentState.PAUSED
        && torrent.done()
        && view.stopRule().ratio().isPresent()
        && torrent.sentBytes() >= view.stopRule().ratio().getAsDouble() * torrent.totalBytes();
  }

  // --- when ---

  private static void times(List<Field> fields) {
    fields.add(date("addedDate", times -> Optional.of(times.added())));
    fields.add(date("editDate", times -> Optional.of(times.changed())));
    fields.add(date("doneDate", Times::completed));
    fields.add(date("startDate", Times::started));
    fields.add(date("activityDate", Times::active));
    fields.add(integer("secondsDownloading", view -> view.torrent().times().secondsDownloading()));
    fields.add(integer("secondsSeeding", view -> view.torrent().times().secondsSeeding()));
    fields.add(integer("manualAnnounceTime", view -> UNKNOWN));
  }

  private static Field date(String name, Function<Times, Optional<Instant>> date) {
    return integer(name, view -> seconds(date.apply(view.torrent().times())));
  }

  private static long seconds(Optional<Instant> time) {
    return time.map(Instant::getEpochSecond).orElse(0L);
  }

  // --- what is wanted of it ---

  private static void wishes(List<Field> fields) {
    fields.add(text("downloadDir", view -> view.snapshot().directory().toString()));
    fields.add(flag("downloadLimited", view -> view.settings().transfer().download().on()));
    fields.add(
        integer(
            "downloadLimit",
            view -> kilobytes(view.settings().transfer().download().bytesPerSecond())));
    fields.add(flag("uploadLimited", view -> view.settings().transfer().upload().on()));
    fields.add(
        integer(
            "uploadLimit",
            view -> kilobytes(view.settings().transfer().upload().bytesPerSecond())));
    fields.add(flag("honorsSessionLimits", view -> true));
    fields.add(
        integer("bandwidthPriority", view -> priority(view.settings().transfer().priority())));
    fields.add(text("group", view -> ""));
    fields.add(integer("peer-limit", view -> view.settings().transfer().connections()));
    fields.add(integer("maxConnectedPeers", view -> view.settings().transfer().connections()));
    fields.add(
        field(
            "labels",
            (view, out) -> out.list(() -> each(view.settings().labels(), out.json()::value))));
    fields.add(number("seedRatioLimit", view -> view.settings().seeding().ratio()));
    fields.add(integer("seedRatioMode", view -> mode(view.settings().seeding().ratioRule())));
    fields.add(integer("seedIdleLimit", view -> view.settings().seeding().idle().toMinutes()));
    fields.add(integer("seedIdleMode", view -> mode(view.settings().seeding().idleRule())));
    fields.add(flag("sequential_download", view -> view.selection().sequentialFrom().isPresent()));
    fields.add(
        integer(
            "sequential_download_from_piece", view -> view.selection().sequentialFrom().orElse(0)));
  }

  /** Thousands of bytes, rounded. */
  static long kilobytes(long bytes) {
    return Math.round(bytes / BYTES_A_KILOBYTE);
  }

  private static int mode(Whose rule) {
    return switch (rule) {
      case SESSION -> 0;
      case OWN -> 1;
      case NOBODY -> 2;
    };
  }

  /** -1, 0 or 1. */
  static int priority(Priority priority) {
    return switch (priority) {
      case LOW -> -1;
      case NORMAL -> 0;
      case HIGH -> 1;
    };
  }

  // --- what is in it ---

  private static void contents(List<Field> fields) {
    fields.add(field("files", TorrentFields::files));
    fields.add(field("fileStats", TorrentFields::fileStats));
    fields.add(
        field(
            "bytesCompleted",
            (view, out) ->
                out.list(
                    () -> each(view.files(), file -> out.json().value(view.verifiedBytes(file))))));
    fields.add(
        field(
            "priorities",
            (view, out) ->
                out.list(
                    () ->
                        each(
                            view.files(),
                            file ->
                                out.json()
                                    .value(priority(view.selection().priority(file.index())))))));
    fields.add(
        field(
            "wanted",
            (view, out) -> out.list(() -> each(view.files(), file -> wanted(view, file, out)))));
    fields.add(text("pieces", TorrentFields::bitfield));
    fields.add(field("availability", TorrentFields::availability));
  }

  private static void files(TorrentView view, Out out) throws IOException {
    out.list(
        () ->
            each(
                view.files(),
                file ->
                    out.object(
                        () ->
                            out.put(Name.of("bytesCompleted"), view.verifiedBytes(file))
                                .put(Name.of("length"), file.length())
                                .put(Name.of("name"), String.join("/", file.path()))
                                .put(Name.of("begin_piece"), file.firstPiece())
                                .put(Name.of("end_piece"), file.endPiece()))));
  }

  private static void fileStats(TorrentView view, Out out) throws IOException {
    out.list(
        () ->
            each(
                view.files(),
                file ->
                    out.object(
                        () ->
                            out.put(Name.of("bytesCompleted"), view.verifiedBytes(file))
                                .put(Name.of("wanted"), view.selection().wants(file.index()))
                                .put(
                                    Name.of("priority"),
                                    priority(view.selection().priority(file.index()))))));
  }

  /** The older dialect has numbers here, and flags everywhere else. */
  private static void wanted(TorrentView view, FileEntry file, Out out) throws IOException {
    boolean wanted = view.selection().wants(file.index());
    if (out.dialect() == Dialect.OLDER) {
      out.json().value(wanted ? 1 : 0);
    } else {
      out.json().value(wanted);
    }
  }

  /** As peers say it (BEP 3), in base 64. */
  private static String bitfield(TorrentView view) {
    byte[] bits = new byte[(view.pieces().pieces() + 7) / 8];
    view.pieces().verified().stream()
        .filter(piece -> piece < view.pieces().pieces())
        .forEach(piece -> bits[piece / 8] |= (byte) (0x80 >> piece % 8));
    return Base64.getEncoder().encodeToString(bits);
  }

  private static void availability(TorrentView view, Out out) throws IOException {
    int[] availability = view.pieces().availability();
    out.list(
        () -> {
          for (int piece = 0; piece < view.pieces().pieces(); piece++) {
            boolean there = view.pieces().verified().get(piece);
            int peers = piece < availability.length ? availability[piece] : 0;
            out.json().value(there ? -1 : peers);
          }
        });
  }

  // --- ways to write ---

  private static Field field(String name, Writer value) {
    return new Field(Name.of(name), value);
  }

  private static Field integer(String name, ToLongFunction<TorrentView> value) {
    return field(name, (view, out) -> out.json().value(value.applyAsLong(view)));
  }

  private static Field number(String name, ToDoubleFunction<TorrentView> value) {
    return field(name, (view, out) -> out.number(value.applyAsDouble(view)));
  }

  private static Field text(String name, Function<TorrentView, String> value) {
    return field(name, (view, out) -> out.json().value(value.apply(view)));
  }

  private static Field flag(String name, Predicate<TorrentView> value) {
    return field(name, (view, out) -> out.json().value(value.test(view)));
  }

  /** Writes one of several. */
  @FunctionalInterface
  interface Each<T> {
    void write(T each) throws IOException;
  }

  static <T> void each(List<T> all, Each<T> writer) throws IOException {
    for (T each : all) {
      writer.write(each);
    }
  }
}
