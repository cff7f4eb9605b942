package io.quoin.control.rpc;

import io.quoin.api.torrent.TorrentState;
import io.quoin.control.rpc.RpcFault.Code;
import io.quoin.control.rpc.TorrentView.TrackerPlace;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a torrent's trackers, and reads lists of them. */
final class Trackers {

  private static final int INACTIVE = 0;
  private static final int WAITING = 1;
  private static final Set<String> SCHEMES = Set.of("http", "https", "udp");

  private Trackers() {}

  static void write(TorrentView view, Out out) throws IOException {
    out.list(
        () ->
            TorrentFields.each(
                view.trackerPlaces(), tracker -> out.object(() -> write(tracker, out))));
  }

  private static void write(TrackerPlace tracker, Out out) throws IOException {
    out.put(Name.of("announce"), tracker.announce().toString())
        .put(Name.of("id"), tracker.id())
        .put(Name.of("scrape"), tracker.scrape())
        .put(Name.of("sitename"), tracker.siteName())
        .put(Name.of("tier"), tracker.tier());
  }

  static void writeStates(TorrentView view, Out out) throws IOException {
    out.list(
        () ->
            TorrentFields.each(
                view.trackerPlaces(), tracker -> out.object(() -> writeState(view, tracker, out))));
  }

  /** Numbers that nobody knows are -1, times that nobody knows 0. */
  private static void writeState(TorrentView view, TrackerPlace tracker, Out out)
      throws IOException {
    Optional<String> said = view.said(tracker.announce());
    boolean running =
        view.snapshot().state() != TorrentState.PAUSED
            && view.snapshot().state() != TorrentState.HALTED;
    write(tracker, out);
    out.put(Name.of("host"), tracker.announce().getScheme() + "://" + tracker.hostAndPort())
        .put(Name.of("announceState"), running ? WAITING : INACTIVE)
        .put(Name.of("isBackup"), false)
        .put(Name.of("hasAnnounced"), said.isPresent())
        .put(Name.of("lastAnnounceResult"), said.orElse(""))
        .put(Name.of("lastAnnounceSucceeded"), said.filter(Trackers::succeeded).isPresent())
        .put(Name.of("lastAnnounceTimedOut"), false)
        .put(Name.of("lastAnnounceStartTime"), 0)
        .put(Name.of("lastAnnounceTime"), 0)
        .put(Name.of("lastAnnouncePeerCount"), 0)
        .put(Name.of("nextAnnounceTime"), 0)
        .put(Name.of("scrapeState"), INACTIVE)
        .put(Name.of("hasScraped"), false)
        .put(Name.of("lastScrapeResult"), "")
        .put(Name.of("lastScrapeSucceeded"), false)
        .put(Name.of("lastScrapeTimedOut"), false)
        .put(Name.of("lastScrapeStartTime"), 0)
        .put(Name.of("lastScrapeTime"), 0)
        .put(Name.of("nextScrapeTime"), 0)
        .put(Name.of("seederCount"), -1)
        .put(Name.of("leecherCount"), -1)
        .put(Name.of("downloadCount"), -1)
        .put(Name.of("downloader_count"), -1);
  }

  private static boolean succeeded(String said) {
    return said.startsWith("it named");
  }

  /** One a line, an empty line between tiers. */
  static String list(TorrentView view) {
    return view.trackers().stream()
        .map(tier -> tier.stream().map(URI::toString).collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  static List<List<URI>> parse(String list) throws RpcFault {
    List<List<URI>> tiers = new ArrayList<>();
    List<URI> tier = new ArrayList<>();
    for (String line : list.lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        tier.add(address(line));
      } else if (!tier.isEmpty()) {
        tiers.add(tier);
        tier = new ArrayList<>();
      }
    }
    if (!tier.isEmpty()) {
      tiers.add(tier);
    }
    return tiers;
  }

  static URI address(String text) throws RpcFault {
    try {
      URI address = new URI(text);
      if (address.getHost() != null
          && address.getScheme() != null
          && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))) {
        return address;
      }
    } catch (URISyntaxException malformed) {
      // Told like all others that are none.
    }
    throw new RpcFault(
        Code.INVALID_TRACKER_LIST, "'" + text + "' is no tracker's http, https or udp address");
  }
}
