package io.quoin.examples.tracker;

import io.quoin.metainfo.InfoHash;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * All torrents that peers announced, in bounded numbers: of too many the one longest not heard of
 * is forgotten. Thread-safe.
 */
final class Swarms {

  static final int LIMIT = 1000;
  static final int TOLD = 200;

  /**
   * What a peer gets to know.
   *
   * @param seeds peers that have everything
   * @param leeches others
   * @param peers some of them, without the peer itself
   */
  record Answer(int seeds, int leeches, List<InetSocketAddress> peers) {}

  private final Map<InfoHash, Swarm> swarms = new LinkedHashMap<>();
  private final Duration patience;
  private final InstantSource clock;
  private final Random random;

  Swarms(Duration patience, InstantSource clock, Random random) {
    this.patience = patience;
    this.clock = clock;
    this.random = random;
  }

  synchronized Answer announced(Announcement announcement, InetSocketAddress peer) {
    Swarm swarm = renewed(announcement.infoHash());
    Instant now = clock.instant();
    swarm.forgetBefore(now.minus(patience));
    if (announcement.stopped()) {
      swarm.left(peer);
      return new Answer(swarm.seeds(), swarm.leeches(), List.of());
    }
    swarm.heard(peer, announcement.seed(), now);
    int wanted = Math.max(0, Math.min(announcement.wanted(), TOLD));
    return new Answer(
        swarm.seeds(), swarm.leeches(), List.copyOf(swarm.others(peer, wanted, random)));
  }

  synchronized int count() {
    return swarms.size();
  }

  private Swarm renewed(InfoHash torrent) {
    Swarm known = swarms.remove(torrent);
    Swarm swarm = known == null ? new Swarm() : known;
    swarms.put(torrent, swarm);
    if (swarms.size() > LIMIT) {
      Iterator<InfoHash> oldest = swarms.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return swarm;
  }
}
