package io.quoin.api.session;

import io.quoin.api.torrent.TorrentSnapshot;
import io.quoin.api.torrent.TorrentSource;
import java.time.Instant;
import java.util.Optional;

/**
 * A torrent with all that the register knows of it, at one moment.
 *
 * @param number a small number of its own, 1 or more, that it keeps as long as it is registered
 * @param queuePosition its place in the queue, 0 for the first
 * @param source what it was started from, or the torrent once the metadata of a magnet is there
 * @param snapshot how it is doing
 * @param settings what is wanted of it
 * @param times when what happened to it
 */
public record RegisteredTorrent(
    int number,
    int queuePosition,
    TorrentSource source,
    TorrentSnapshot snapshot,
    TorrentSettings settings,
    Times times) {

  /**
   * When what happened to a torrent.
   *
   * @param added when it was registered
   * @param changed when its settings or data last changed by somebody's order
   * @param completed when its last piece was there for the first time
   * @param started when it last began to run since the platform started
   * @param active when it last sent or received payload
   * @param secondsDownloading for how long it has downloaded
   * @param secondsSeeding for how long it has seeded
   */
  public record Times(
      Instant added,
      Instant changed,
      Optional<Instant> completed,
      Optional<Instant> started,
      Optional<Instant> active,
      long secondsDownloading,
      long secondsSeeding) {}
}
