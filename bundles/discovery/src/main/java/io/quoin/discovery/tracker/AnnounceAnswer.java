package io.quoin.discovery.tracker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a tracker answered.
 *
 * @param interval when it wants to be told again
 * @param minimum when it may be told again at the earliest
 * @param peers at most {@link #PEERS}
 * @param trackerId to be repeated to it
 * @param warning for people to see
 */
record AnnounceAnswer(
    Duration interval,
    Optional<Duration> minimum,
    List<InetSocketAddress> peers,
    Optional<String> trackerId,
    Optional<String> warning) {

  static final int PEERS = 200;

  AnnounceAnswer {
    peers = peers.stream().limit(PEERS).toList();
  }
}
