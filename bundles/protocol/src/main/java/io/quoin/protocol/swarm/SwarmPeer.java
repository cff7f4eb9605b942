package io.quoin.protocol.swarm;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerTraffic;
import io.quoin.metainfo.BValue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A connected peer as the rest of the engine sees it. Its facts never change. */
public interface SwarmPeer extends IncentivePeer {

  /**
   * Whether the peer named the extension in its handshake. Asked on the swarm's loop.
   *
   * @param name of the extension
   */
  boolean speaks(String name);

  /**
   * What the peer's extension handshake said under a key, if that was at most 1 KiB long. Asked on
   * the swarm's loop.
   *
   * @param key of the handshake's dictionary
   */
  Optional<BValue> said(String key);

  /**
   * Sends an extension message if the peer named the extension in its handshake. Called on the
   * swarm's loop.
   *
   * @param name of the extension
   * @param body without the message id
   * @return false if the peer does not speak it or too much is unsent
   */
  boolean sendExtended(String name, ByteBuffer body);

  /** What has passed with it so far. Asked on the swarm's loop. */
  PeerTraffic traffic();

  /**
   * From which of its bytes on it is wanted what became of them. Called on the swarm's loop.
   *
   * @param received as {@link PeerTraffic#received} counts
   */
  void countFrom(long received);
}
