package io.quoin.protocol.swarm;

import io.quoin.metainfo.BValue;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Extension messages that are not the swarm's own (BEP 10). Called on the swarm's loop; never
 * waits.
 */
public interface ExtensionDesk {

  /**
   * A message that is offered.
   *
   * @param id 2 to 255, as it stands in {@code m}; a name keeps its id for the life of the engine
   * @param since another number than before if it was taken back in between
   */
  record Offered(int id, long since) {}

  /**
   * Messages by name.
   *
   * @param peer who is to be told
   */
  Map<String, Offered> messages(SwarmPeer peer);

  /**
   * Further keys of the extension handshake.
   *
   * @param peer who is to be told
   */
  Map<String, BValue> keys(SwarmPeer peer);

  /** A peer's extension handshake has arrived, the first one or another. */
  void greeted(SwarmPeer peer);

  /** Ours has changed, for a peer whose handshake is known. */
  void offered(SwarmPeer peer);

  /** A message with one of our ids. */
  void received(SwarmPeer peer, int id, ByteBuffer body);

  /** A peer that was present is gone. */
  void left(SwarmPeer peer);

  /** Nothing but the swarm's own extensions. */
  ExtensionDesk NONE =
      new ExtensionDesk() {
        @Override
        public Map<String, Offered> messages(SwarmPeer peer) {
          return Map.of();
        }

        @Override
        public Map<String, BValue> keys(SwarmPeer peer) {
          return Map.of();
        }

        @Override
        public void greeted(SwarmPeer peer) {
          // Nobody is interested.
        }

        @Override
        public void offered(SwarmPeer peer) {
          // Nothing ever is.
        }

        @Override
        public void received(SwarmPeer peer, int id, ByteBuffer body) {
          // An id that was never given out.
        }

        @Override
        public void left(SwarmPeer peer) {
          // Nobody was told that it came.
        }
      };
}
