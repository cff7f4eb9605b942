package io.quoin.discovery.tracker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Connections that trackers granted, good for a minute (BEP 15). Only the newest are kept. */
final class UdpConnections {

  static final Duration GOOD_FOR = Duration.ofSeconds(60);
  static final int LIMIT = 1000;

  private record Connection(long id, long until) {}

  private final Map<InetSocketAddress, Connection> granted = new LinkedHashMap<>();

  Optional<Long> find(InetSocketAddress tracker, long now) {
    return Optional.ofNullable(granted.get(tracker))
        .filter(connection -> connection.until() - now > 0)
        .map(Connection::id);
  }

  void granted(InetSocketAddress tracker, long id, long now) {
    granted.remove(tracker);
    granted.put(tracker, new Connection(id, now + GOOD_FOR.toNanos()));
    if (granted.size() > LIMIT) {
      granted.remove(granted.keySet().iterator().next());
    }
  }

  void drop(InetSocketAddress tracker) {
    granted.remove(tracker);
  }

  int size() {
    return granted.size();
  }
}
