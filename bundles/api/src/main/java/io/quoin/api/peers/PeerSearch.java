package io.quoin.api.peers;

import org.osgi.annotation.versioning.ConsumerType;

/** A source's work for one torrent. Calls come one at a time and must return at once. */
@ConsumerType
public interface PeerSearch extends AutoCloseable {

  /** The last piece was verified; trackers are told. */
  void completed();

  /**
   * The swarm has fewer peers than it would like. May come often; sources keep their own intervals.
   */
  void wanted();

  /** A person wants it to search now. Sources do so unless whom they ask forbade it. */
  default void searchNow() {
    wanted();
  }

  /**
   * The torrent stopped or the source is not to be used any more. Says good-bye where that is the
   * custom.
   */
  @Override
  void close();
}
