package io.quoin.api.peers;

import io.quoin.metainfo.InfoHashes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A torrent as peer sources see it. Thread-safe. */
@ProviderType
public interface SearchedTorrent {

  /**
   * Its info-hashes.
   *
   * @return of version 1, 2 or both
   */
  InfoHashes infoHashes();

  /**
   * Its trackers (BEP 12).
   *
   * @return tiers of URLs; none if it names no tracker
   */
  List<List<URI>> trackers();

  /**
   * The id to announce.
   *
   * @return 20 bytes, a copy
   */
  byte[] peerId();

  /**
   * The port to announce.
   *
   * @return 1 to 65535, or 0 while nothing listens
   */
  int port();

  /**
   * How it is doing, for announcements.
   *
   * @return counted since the torrent was started
   */
  Progress progress();

  /**
   * Counters for announcements.
   *
   * @param uploaded payload bytes sent
   * @param downloaded payload bytes received
   * @param left payload bytes not yet verified; {@link Long#MAX_VALUE} while that is unknown
   */
  record Progress(long uploaded, long downloaded, long left) {}

  /**
   * Reports peers.
   *
   * @param peers addresses; what does not fit the torrent's bounded list is dropped
   */
  void found(Collection<InetSocketAddress> peers);

  /**
   * Reports what the source does or why it fails, for people to see.
   *
   * @param about which of the source's ways, such as a tracker's URL
   * @param state one short sentence
   */
  void status(String about, String state);
}
