package io.quoin.api.peers;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds peers. Registered as a service with the property {@value #NAME}. The session tells every
 * source about every torrent that may use it: a private torrent (BEP 27) only those that say {@link
 * #allowsPrivate}.
 */
@ConsumerType
public interface PeerSource {

  /** Service property: the source's name, such as {@code tracker}; users exclude sources by it. */
  String NAME = "quoin.peers.name";

  /**
   * Whether private torrents may be told to this source.
   *
   * @return true for sources that ask only those whom the torrent names
   */
  boolean allowsPrivate();

  /**
   * A torrent is running. Must return at once.
   *
   * @param torrent what there is to know of it, valid until the search is closed
   * @return the search
   */
  PeerSearch search(SearchedTorrent torrent);
}
