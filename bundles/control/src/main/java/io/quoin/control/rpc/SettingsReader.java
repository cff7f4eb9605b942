package io.quoin.control.rpc;

import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SeedSettings;
import io.quoin.api.session.SeedSettings.Whose;
import io.quoin.api.session.SpeedLimit;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.session.TransferSettings;
import io.quoin.api.torrent.Priority;
import io.quoin.api.torrent.Selection;
import io.quoin.control.rpc.RpcFault.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads what is wanted of a torrent from a call; what is not said stays as it is. */
final class SettingsReader {

  private static final int MOST_CONNECTIONS = 10_000;
  private static final long MOST_KILOBYTES = 1_000_000_000L;
  private static final Whose[] MODES = {Whose.SESSION, Whose.OWN, Whose.NOBODY};

  /** In the order in which Transmission heeds them where a file is named twice. */
  private static final List<Map.Entry<Name, Priority>> PRIORITIES =
      List.of(
          Map.entry(Names.PRIORITY_HIGH, Priority.HIGH),
          Map.entry(Names.PRIORITY_LOW, Priority.LOW),
          Map.entry(Names.PRIORITY_NORMAL, Priority.NORMAL));

  private static final Name DOWNLOAD_LIMIT = Name.of("downloadLimit");
  private static final Name DOWNLOAD_LIMITED = Name.of("downloadLimited");
  private static final Name UPLOAD_LIMIT = Name.of("uploadLimit");
  private static final Name UPLOAD_LIMITED = Name.of("uploadLimited");
  private static final Name RATIO_LIMIT = Name.of("seedRatioLimit");
  private static final Name RATIO_MODE = Name.of("seedRatioMode");
  private static final Name IDLE_LIMIT = Name.of("seedIdleLimit");
  private static final Name IDLE_MODE = Name.of("seedIdleMode");

  private final Params params;

  SettingsReader(Params params) {
    this.params = params;
  }

  /** How many files there are, where that is known. */
  static OptionalInt files(RegisteredTorrent torrent) {
    return torrent
        .snapshot()
        .metainfo()
        .map(known -> OptionalInt.of(known.layout().files().size()))
        .orElse(OptionalInt.empty());
  }

  /** Those that hold, with what the call says. */
  TorrentSettings over(TorrentSettings now, OptionalInt files) throws RpcFault {
    refuseWhatIsNotThere();
    return now.withTransfer(transfer(now.transfer()))
        .withSelection(selection(now.selection(), files))
        .withSeeding(seeding(now.seeding()))
        .withLabels(labels(now.labels()));
  }

  private void refuseWhatIsNotThere() throws RpcFault {
    if (!params.flag(Names.HONORS_SESSION_LIMITS).orElse(true)) {
      throw RpcFault.invalid("the session's limits hold for all torrents; raise those instead");
    }
    if (params.text(Names.GROUP).filter(group -> !group.isEmpty()).isPresent()) {
      throw RpcFault.invalid("there are no bandwidth groups; set limits of the torrents instead");
    }
  }

  // --- what it may use ---

  private TransferSettings transfer(TransferSettings now) throws RpcFault {
    TransferSettings changed =
        now.withDownload(speed(now.download(), DOWNLOAD_LIMIT, DOWNLOAD_LIMITED))
            .withUpload(speed(now.upload(), UPLOAD_LIMIT, UPLOAD_LIMITED));
    Optional<Integer> connections = params.integer(Names.PEER_LIMIT, 1, MOST_CONNECTIONS);
    if (connections.isPresent()) {
      changed = changed.withConnections(connections.get());
    }
    Optional<Integer> priority = params.integer(Names.BANDWIDTH_PRIORITY, -1, 1);
    return priority.isPresent() ? changed.withPriority(priority(priority.get())) : changed;
  }

  private static Priority priority(int number) {
    if (number == 0) {
      return Priority.NORMAL;
    }
    return number < 0 ? Priority.LOW : Priority.HIGH;
  }

  private SpeedLimit speed(SpeedLimit now, Name limit, Name limited) throws RpcFault {
    return speed(params, now, limit, limited);
  }

  /** Kilobytes of a thousand bytes; nothing a second is next to nothing. */
  static SpeedLimit speed(Params params, SpeedLimit now, Name limit, Name limited) throws RpcFault {
    return new SpeedLimit(
        rate(params, limit).orElse(now.bytesPerSecond()), params.flag(limited).orElse(now.on()));
  }

  static Optional<Long> rate(Params params, Name name) throws RpcFault {
    OptionalDouble kilobytes = params.number(name);
    if (kilobytes.isEmpty()) {
      return Optional.empty();
    }
    if (!(kilobytes.getAsDouble() >= 0 && kilobytes.getAsDouble() <= MOST_KILOBYTES)) {
      throw RpcFault.invalid(
          params.called(name) + " is not between 0 and " + MOST_KILOBYTES + " kB/s");
    }
    return Optional.of(Math.max(1, Math.round(kilobytes.getAsDouble() * 1000)));
  }

  // --- what is fetched ---

  private Selection selection(Selection now, OptionalInt files) throws RpcFault {
    Selection changed = now;
    Optional<Set<Integer>> unwanted = indices(Names.FILES_UNWANTED, files);
    if (unwanted.isPresent()) {
      changed = changed.with(unwanted.get(), false);
    }
    Optional<Set<Integer>> wanted = indices(Names.FILES_WANTED, files);
    if (wanted.isPresent()) {
      changed = changed.with(wanted.get(), true);
    }
    for (Map.Entry<Name, Priority> each : PRIORITIES) {
      Optional<Set<Integer>> named = indices(each.getKey(), files);
      if (named.isPresent()) {
        changed = changed.with(named.get(), each.getValue());
      }
    }
    return changed.withSequentialFrom(sequential(now.sequentialFrom()));
  }

  private OptionalInt sequential(OptionalInt now) throws RpcFault {
    Optional<Integer> from = params.integer(Names.SEQUENTIAL_FROM, 0, Integer.MAX_VALUE);
    boolean on = params.flag(Names.SEQUENTIAL).orElse(now.isPresent());
    return on ? OptionalInt.of(from.orElse(now.orElse(0))) : OptionalInt.empty();
  }

  /** An empty list means all files. */
  private Optional<Set<Integer>> indices(Name name, OptionalInt files) throws RpcFault {
    Optional<List<Long>> named = params.integers(name);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (named.get().isEmpty()) {
      return Optional.of(all(name, files));
    }
    Set<Integer> indices = new TreeSet<>();
    for (long index : named.get()) {
      if (index < 0 || index >= files.orElse(Integer.MAX_VALUE)) {
        throw new RpcFault(
            Code.FILE_INDEX, "the torrent has no file " + index + " for " + params.called(name));
      }
      indices.add((int) index);
    }
    return Optional.of(indices);
  }

  private Set<Integer> all(Name name, OptionalInt files) throws RpcFault {
    if (files.isEmpty()) {
      throw new RpcFault(
          Code.FILE_INDEX,
          "the torrent's files are not known yet; set "
              + params.called(name)
              + " once its metadata is there");
    }
    return IntStream.range(0, files.getAsInt()).boxed().collect(Collectors.toSet());
  }

  // --- when it stops ---

  private SeedSettings seeding(SeedSettings now) throws RpcFault {
    Whose ratioRule = mode(RATIO_MODE).orElse(now.ratioRule());
    double ratio = params.number(RATIO_LIMIT).orElse(now.ratio());
    Whose idleRule = mode(IDLE_MODE).orElse(now.idleRule());
    Optional<Integer> idle = params.integer(IDLE_LIMIT, 0, Integer.MAX_VALUE);
    if (ratio < 0) {
      throw RpcFault.invalid(params.called(RATIO_LIMIT) + " is less than 0");
    }
    return now.withRatio(ratioRule, ratio)
        .withIdle(idleRule, idle.map(Duration::ofMinutes).orElse(now.idle()));
  }

  private Optional<Whose> mode(Name name) throws RpcFault {
    return params.integer(name, 0, MODES.length - 1).map(mode -> MODES[mode]);
  }

  private List<String> labels(List<String> now) throws RpcFault {
    List<String> labels = params.texts(Names.LABELS).orElse(now);
    if (labels.size() > TorrentSettings.LABELS) {
      throw RpcFault.invalid("a torrent has at most " + TorrentSettings.LABELS + " labels");
    }
    for (String label : labels) {
      if (label.isBlank() || label.length() > TorrentSettings.LABEL_LENGTH) {
        throw RpcFault.invalid(
            "a label is not blank and has at most " + TorrentSettings.LABEL_LENGTH + " characters");
      }
    }
    return labels;
  }
}
