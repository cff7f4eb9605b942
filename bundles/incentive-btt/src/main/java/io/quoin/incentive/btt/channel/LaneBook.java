package io.quoin.incentive.btt.channel;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.torrent.TorrentId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payer's lanes by channel and torrent; they outlive connections. Bounded. */
public final class LaneBook {
  /** The most lanes of a payer that are looked after at once. */
  public static final int MOST = 256;

  private final Map<Key, PayeeLane> lanes = new LinkedHashMap<>();

  private record Key(ChannelId channel, TorrentId torrent) {}

  /** How many there are. */
  public int size() {
    return lanes.size();
  }

  /** Whether another lane may be added. */
  public boolean full() {
    return lanes.size() >= MOST;
  }

  /** A lane that is looked after. */
  public Optional<PayeeLane> find(ChannelId channel, TorrentId torrent) {
    return Optional.ofNullable(lanes.get(new Key(channel, torrent)));
  }

  /** Looks after a lane. */
  public void add(ChannelId channel, PayeeLane lane) {
    if (full()) {
      throw new IllegalStateException("a payer has at most " + MOST + " lanes");
    }
    lanes.put(new Key(channel, lane.torrent()), lane);
  }

  /** All of them. */
  public Collection<PayeeLane> all() {
    return lanes.values();
  }

  /** Those of a channel. */
  public List<PayeeLane> of(ChannelId channel) {
    return lanes.entrySet().stream()
        .filter(entry -> entry.getKey().channel().equals(channel))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What the lanes of a channel come to, but for one. */
  public long amountOfOthers(ChannelId channel, TorrentId but) {
    long sum = 0;
    for (Map.Entry<Key, PayeeLane> entry : lanes.entrySet()) {
      if (entry.getKey().channel().equals(channel) && !entry.getKey().torrent().equals(but)) {
        sum += entry.getValue().amount();
      }
    }
    return sum;
  }
}
