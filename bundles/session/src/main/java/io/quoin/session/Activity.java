package io.quoin.session;

import io.quoin.api.torrent.TorrentState;
import java.time.Instant;
import java.util.Optional;

/**
 * What a torrent has been doing, and when.
 *
 * @param changed when its settings or data last changed by somebody's order
 * @param started when it last began to run since the platform started
 * @param active when it last sent or received payload
 * @param downloading seconds for which it has downloaded
 * @param seeding seconds for which it has seeded
 */
record Activity(
    Instant changed,
    Optional<Instant> started,
    Optional<Instant> active,
    long downloading,
    long seeding) {

  static Activity startingAt(Instant added) {
    return new Activity(added, Optional.empty(), Optional.empty(), 0, 0);
  }

  Activity changedAt(Instant time) {
    return new Activity(time, started, active, downloading, seeding);
  }

  Activity startedAt(Instant time) {
    return new Activity(changed, Optional.of(time), active, downloading, seeding);
  }

  /** After one more second. */
  Activity second(TorrentState state, boolean moved, Instant now) {
    return new Activity(
        changed,
        started,
        moved ? Optional.of(now) : active,
        downloading + (state == TorrentState.DOWNLOADING ? 1 : 0),
        seeding + (state == TorrentState.SEEDING ? 1 : 0));
  }
}
