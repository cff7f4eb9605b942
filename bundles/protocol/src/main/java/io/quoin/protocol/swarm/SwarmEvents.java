package io.quoin.protocol.swarm;

import io.quoin.metainfo.Metainfo;
import java.net.InetSocketAddress;

/** What becomes of a swarm. Called on its loop. */
public interface SwarmEvents {

  /** A magnet's info dictionary arrived. */
  void metadata(Metainfo metainfo);

  /** What there is on disk is known; told once. */
  void examined();

  /** Every piece is verified, synced and recorded. */
  void completed();

  /**
   * A connection is gone.
   *
   * @param peer its other end
   * @param reason one short sentence
   */
  void left(InetSocketAddress peer, String reason);

  /** The swarm cannot go on; it has closed its connections. */
  void halted(String reason);
}
