package io.quoin.control.rpc;

import io.quoin.api.session.RegisteredTorrent;
import io.quoin.api.session.SessionControl;
import io.quoin.api.session.StopRule;
import io.quoin.api.session.TorrentSettings;
import io.quoin.api.torrent.PeerSnapshot;
import io.quoin.api.torrent.PieceMap;
import io.quoin.api.torrent.Selection;
import io.quoin.api.torrent.SourceStatus;
import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentSource;
import io.quoin.api.torrent.TorrentState;
import io.quoin.metainfo.FileEntry;
import io.quoin.metainfo.Layout;
import io.quoin.metainfo.Magnet;
import io.quoin.metainfo.Metainfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One torrent while it is being written. What costs something is asked for when a field needs it,
 * once.
 */
final class TorrentView {

  private final SessionControl session;
  private final InstantSource clock;
  private final RegisteredTorrent torrent;
  private final boolean secrets;
  private Optional<List<PeerSnapshot>> peers = Optional.empty();
  private Optional<List<SourceStatus>> sources = Optional.empty();
  private Optional<PieceMap> pieces = Optional.empty();

  /**
   * A torrent.
   *
   * @param secrets whether addresses are shown with the keys of the user's in them
   */
  TorrentView(
      SessionControl session, InstantSource clock, RegisteredTorrent torrent, boolean secrets) {
    this.secrets = secrets;
    this.session = session;
    this.clock = clock;
    this.torrent = torrent;
  }

  RegisteredTorrent torrent() {
    return torrent;
  }

  TorrentSnapshot snapshot() {
    return torrent.snapshot();
  }

  TorrentSettings settings() {
    return torrent.settings();
  }

  Selection selection() {
    return torrent.settings().selection();
  }

  List<PeerSnapshot> peers() {
    if (peers.isEmpty()) {
      peers = Optional.of(session.peers(snapshot().id()));
    }
    return peers.get();
  }

  List<SourceStatus> sources() {
    if (sources.isEmpty()) {
      sources = Optional.of(session.sources(snapshot().id()));
    }
    return sources.get();
  }

  /** Unknown if whoever knows does not answer in time. */
  PieceMap pieces() {
    if (pieces.isEmpty()) {
      try {
        pieces = Optional.of(Patience.await(session.pieces(snapshot().id()), Patience.SHORT));
      } catch (RpcFault late) {
        pieces = Optional.of(PieceMap.unknown());
      }
    }
    return pieces.get();
  }

  Optional<Metainfo> metainfo() {
    return snapshot().metainfo();
  }

  List<FileEntry> files() {
    return metainfo().map(Metainfo::layout).map(Layout::files).orElse(List.of());
  }

  /** Its trackers in tiers, those of its own or those that took their place. */
  List<List<URI>> trackers() {
    List<List<URI>> tiers = knownTrackers();
    return secrets
        ? tiers
        : tiers.stream().map(tier -> tier.stream().map(TorrentView::bare).toList()).toList();
  }

  /** Where it is, without path and query: keys are in either. */
  private static URI bare(URI address) {
    String host = address.getHost() == null ? "" : address.getHost();
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return URI.create(address.getScheme() + "://" + host + port + "/");
  }

  /** Its link, with its trackers for those who may see their keys. */
  String magnet() {
    if (!secrets) {
      return "magnet:?xt=urn:btih:" + snapshot().id();
    }
    return torrent.source() instanceof TorrentSource.Link link
        ? link.magnet().toString()
        : metainfo().map(known -> Magnet.of(known).toString()).orElse("");
  }

  List<String> webSeeds() {
    return metainfo().map(Metainfo::webSeeds).orElse(List.of()).stream()
        .map(seed -> secrets ? seed : bare(seed))
        .map(URI::toString)
        .toList();
  }

  private List<List<URI>> knownTrackers() {
    return torrent
        .settings()
        .trackers()
        .orElseGet(
            () ->
                torrent.source() instanceof TorrentSource.Link link
                    ? link.magnet().trackers().stream().map(List::of).toList()
                    : metainfo().map(Metainfo::trackers).orElse(List.of()));
  }

  /** Bytes of a file that are in pieces that are verified. */
  long verifiedBytes(FileEntry file) {
    BitSet verified = pieces().verified();
    Layout layout = metainfo().orElseThrow().layout();
    if (snapshot().complete()) {
      return file.length();
    }
    long bytes = 0;
    int piece = verified.nextSetBit(file.firstPiece());
    while (piece >= 0 && piece < file.endPiece()) {
      long begin = pieceOffset(layout, file, piece);
      long end = begin + layout.pieceLength(piece);
      bytes +=
          Math.max(
              0, Math.min(end, file.offset() + file.length()) - Math.max(begin, file.offset()));
      piece = verified.nextSetBit(piece + 1);
    }
    return bytes;
  }

  /** Every piece begins a whole number of pieces after the first. */
  private static long pieceOffset(Layout layout, FileEntry file, int piece) {
    long first = file.offset() - Math.floorMod(file.offset(), (long) layout.pieceLength());
    return first + (long) (piece - file.firstPiece()) * layout.pieceLength();
  }

  /** Bytes that are missing and wanted, and that some connected peer has. */
  long desiredAvailable() {
    int[] availability = pieces().availability();
    if (availability.length == 0 || metainfo().isEmpty()) {
      return 0;
    }
    Layout layout = metainfo().get().layout();
    BitSet wanted = new BitSet(availability.length);
    for (FileEntry file : layout.files()) {
      if (!file.isPad() && selection().wants(file.index())) {
        wanted.set(file.firstPiece(), file.endPiece());
      }
    }
    wanted.andNot(pieces().verified());
    return wanted.stream()
        .filter(piece -> piece < availability.length && availability[piece] > 0)
        .mapToLong(layout::pieceLength)
        .sum();
  }

  StopRule stopRule() {
    return settings().seeding().under(session.settings().seeding().rule());
  }

  /** Sent over received, or over what is there of a torrent that came otherwise; -1 for nothing. */
  double ratio() {
    long base =
        snapshot().receivedBytes() > 0 ? snapshot().receivedBytes() : snapshot().verifiedBytes();
    return base == 0 ? -1 : (double) snapshot().sentBytes() / base;
  }

  /** Whether the session's queue takes it for stalled. */
  boolean stalled() {
    boolean running =
        snapshot().state() == TorrentState.DOWNLOADING
            || snapshot().state() == TorrentState.SEEDING;
    if (!running || !session.settings().queue().stalledIgnored()) {
      return false;
    }
    Instant since =
        Stream.of(torrent.times().active(), torrent.times().started())
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElse(clock.instant());
    return Duration.between(since, clock.instant())
            .compareTo(session.settings().queue().stalledAfter())
        >= 0;
  }

  /** What the tracker source said last of a tracker; it shows addresses without their secrets. */
  Optional<String> said(URI tracker) {
    return sources().stream()
        .filter(status -> status.source().equals("tracker"))
        .filter(status -> isAbout(status.about(), tracker))
        .map(SourceStatus::state)
        .reduce((earlier, later) -> later);
  }

  private static boolean isAbout(String about, URI tracker) {
    return tracker.getHost() != null
        && about.startsWith(tracker.getScheme() + "://")
        && about.contains(
            tracker.getPort() < 0
                ? tracker.getHost()
                : tracker.getHost() + ":" + tracker.getPort());
  }

  /** Trackers with their tiers, in order. */
  List<TrackerPlace> trackerPlaces() {
    List<TrackerPlace> places = new ArrayList<>();
    List<List<URI>> tiers = trackers();
    for (int tier = 0; tier < tiers.size(); tier++) {
      for (URI tracker : tiers.get(tier)) {
        places.add(new TrackerPlace(places.size(), tier, tracker));
      }
    }
    return places;
  }

  /**
   * A tracker in the list.
   *
   * @param id its place in the whole list, from 0
   * @param tier its tier, from 0
   * @param announce its address
   */
  record TrackerPlace(int id, int tier, URI announce) {

    String host() {
      return announce.getHost() == null ? "" : announce.getHost();
    }

    String hostAndPort() {
      return announce.getPort() < 0 ? host() : host() + ":" + announce.getPort();
    }

    /** What people call it: the name before the public suffix, nearly. */
    String siteName() {
      String[] labels = host().split("\\.", -1);
      boolean address = host().contains(":") || host().matches("[0-9.]*");
      return address || labels.length < 2 ? host() : labels[labels.length - 2];
    }

    /** As BEP 48 has it; empty where there is none. */
    String scrape() {
      String text = announce.toString();
      int last = text.lastIndexOf("/announce");
      boolean conventional = last >= 0 && text.indexOf('/', last + 1) < 0;
      return conventional && !text.startsWith("udp")
          ? text.substring(0, last) + "/scrape" + text.substring(last + "/announce".length())
          : "";
    }
  }
}
