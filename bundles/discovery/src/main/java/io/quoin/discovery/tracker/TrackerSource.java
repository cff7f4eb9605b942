package io.quoin.discovery.tracker;

import io.quoin.api.net.DatagramPort;
import io.quoin.api.net.Fetcher;
import io.quoin.api.peers.PeerSearch;
import io.quoin.api.peers.PeerSource;
import io.quoin.api.peers.SearchedTorrent;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The peer source {@code tracker}. It comes and goes with the engine, whose network it uses. */
@Component(property = PeerSource.NAME + "=tracker")
public final class TrackerSource implements PeerSource {

  static final int TORRENTS = 10_000;

  private final Surroundings surroundings;
  private final Runnable end;
  private final Set<TorrentTrackers> searches = ConcurrentHashMap.newKeySet();

  /**
   * Trackers over the engine's network.
   *
   * @param fetcher for announcements over HTTP
   * @param port for announcements over UDP
   */
  @Activate
  public TrackerSource(@Reference Fetcher fetcher, @Reference DatagramPort port) {
    this(fetcher, port, new SchedulerThread(), new NameThread(), new SecureRandom());
  }

  private TrackerSource(
      Fetcher fetcher,
      DatagramPort port,
      SchedulerThread scheduler,
      NameThread names,
      RandomGenerator random) {
    UdpAnnouncer udp = new UdpAnnouncer(port, scheduler, names, random);
    this.surroundings =
        new Surroundings(scheduler, new HttpAnnouncer(fetcher, scheduler), udp, random);
    this.end =
        () -> {
          udp.close();
          names.close();
          scheduler.close();
        };
  }

  TrackerSource(Surroundings surroundings, Runnable end) {
    this.surroundings = surroundings;
    this.end = end;
  }

  @Override
  public boolean allowsPrivate() {
    return true;
  }

  @Override
  public PeerSearch search(SearchedTorrent torrent) {
    if (searches.size() >= TORRENTS) {
      torrent.status(
          "trackers", "more than " + TORRENTS + " torrents are announced; this one is not");
      return new NoSearch();
    }
    TorrentTrackers trackers = new TorrentTrackers(torrent, surroundings, searches::remove);
    searches.add(trackers);
    trackers.open();
    return trackers;
  }

  /** What a torrent gets that there is no room for. */
  private static final class NoSearch implements PeerSearch {
    @Override
    public void completed() {}

    @Override
    public void wanted() {}

    @Override
    public void close() {}
  }

  /** Says good-bye to the trackers, without waiting for it. */
  @Deactivate
  void close() {
    searches.forEach(TorrentTrackers::close);
    surroundings.execute(end);
  }
}
