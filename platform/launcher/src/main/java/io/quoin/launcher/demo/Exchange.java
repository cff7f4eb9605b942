package io.quoin.launcher.demo;

import io.quoin.api.torrent.PeerSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who got how many payload bytes from whom. A connection is read at the end that made it, where the
 * other's address is the one it listens at. Its counters grow from 0; when they are smaller than
 * before, it is a new one.
 */
final class Exchange {

  private final Map<Way, Count> counts = new LinkedHashMap<>();

  private record Way(String from, String to) {}

  private record Count(long earlier, long now) {
    static final Count NONE = new Count(0, 0);

    Count shows(long bytes) {
      return bytes < now ? new Count(earlier + now, bytes) : new Count(earlier, bytes);
    }

    long total() {
      return earlier + now;
    }
  }

  /** Takes what the connections show now. */
  void look(Collection<DemoPeer> peers) {
    for (DemoPeer peer : peers) {
      for (PeerSnapshot connection : peer.connections()) {
        if (!connection.incoming()) {
          for (DemoPeer other : peers) {
            if (other.listening().contains(connection.address())) {
              note(new Way(other.name(), peer.name()), connection.receivedBytes());
              note(new Way(peer.name(), other.name()), connection.sentBytes());
            }
          }
        }
      }
    }
  }

  private void note(Way way, long bytes) {
    counts.put(way, counts.getOrDefault(way, Count.NONE).shows(bytes));
  }

  /** Bytes by the one that they came from. */
  Map<String, Long> receivedBy(String name) {
    Map<String, Long> received = new HashMap<>();
    counts.forEach(
        (way, count) -> {
          if (way.to().equals(name) && count.total() > 0) {
            received.put(way.from(), count.total());
          }
        });
    return received;
  }
}
