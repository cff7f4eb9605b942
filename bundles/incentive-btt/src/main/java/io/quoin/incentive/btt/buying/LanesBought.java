package io.quoin.incentive.btt.buying;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.PayerLane;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lanes outlive connections: what had no verdict when one went is owed when it has. Bounded: of the
 * oldest the journal's record is what is left.
 */
final class LanesBought {
  /** The most that are remembered. */
  static final int MOST = 2048;

  private final Map<Key, PayerLane> lanes = new LinkedHashMap<>();

  private record Key(ChannelId channel, TorrentId torrent) {}

  /** The lane of a channel for a torrent; as the journal has it if nobody remembers it. */
  PayerLane find(Channel channel, TorrentId torrent, long now) {
    Key key = new Key(channel.terms().id(), torrent);
    PayerLane lane = lanes.remove(key);
    PayerLane found = lane == null ? fromJournal(channel, torrent, now) : lane;
    lanes.put(key, found);
    if (lanes.size() > MOST) {
      Iterator<PayerLane> oldest = lanes.values().iterator();
      oldest.next();
      oldest.remove();
    }
    return found;
  }

  private static PayerLane fromJournal(Channel channel, TorrentId torrent, long now) {
    return channel.lanes().stream()
        .filter(kept -> kept.torrent().equals(torrent))
        .findFirst()
        .map(kept -> new PayerLane(channel.terms().id(), kept, now))
        .orElseGet(() -> PayerLane.fresh(channel.terms().id(), torrent, now));
  }

  int size() {
    return lanes.size();
  }
}
