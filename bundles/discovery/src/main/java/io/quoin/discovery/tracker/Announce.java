package io.quoin.discovery.tracker;

import io.quoin.api.peers.SearchedTorrent.Progress;
import io.quoin.metainfo.InfoHash;
import java.util.Optional;

/**
 * What a tracker is told (BEP 3).
 *
 * @param infoHash 20 bytes
 * @param peerId 20 bytes
 * @param port where peers connect to; 0 if nowhere
 * @param progress counters since the torrent was started
 * @param event why it is told now
 * @param wanted how many peers are asked for
 * @param key random, the same for a torrent's life, by which a tracker knows us again
 * @param trackerId what the tracker said last time
 */
record Announce(
    InfoHash infoHash,
    InfoHash peerId,
    int port,
    Progress progress,
    Event event,
    int wanted,
    int key,
    Optional<String> trackerId) {

  /** Told while nobody knows how much is missing; trackers take 0 for a seed. */
  private static final long SOME = 16_384;

  /** Why a tracker is told something. */
  enum Event {
    /** The interval is over, or peers are wanted. */
    NONE("", 0),
    /** The last piece came. */
    COMPLETED("completed", 1),
    /** The first word to this tracker. */
    STARTED("started", 2),
    /** The last one. */
    STOPPED("stopped", 3);

    private final String http;
    private final int udp;

    Event(String http, int udp) {
      this.http = http;
      this.udp = udp;
    }

    String http() {
      return http;
    }

    int udp() {
      return udp;
    }
  }

  long left() {
    return progress.left() == Long.MAX_VALUE ? SOME : progress.left();
  }
}
