package io.quoin.protocol;

import io.quoin.protocol.swarm.Dialer;
import io.quoin.protocol.swarm.Loop;
import io.quoin.protocol.swarm.Throttle;
import java.time.InstantSource;
import java.util.List;

/**
 * Where a torrent is put: on a loop of sockets, or of a simulated network.
 *
 * @param loop where it lives
 * @param dialer opens its connections
 * @param clock the wall clock
 * @param downloads limits to downloading that it shares with others of the loop
 * @param uploads limits to uploading that it shares with others of the loop
 */
public record TorrentSite(
    Loop loop,
    Dialer dialer,
    InstantSource clock,
    List<Throttle> downloads,
    List<Throttle> uploads) {

  /** Copies the limits. */
  public TorrentSite {
    downloads = List.copyOf(downloads);
    uploads = List.copyOf(uploads);
  }
}
