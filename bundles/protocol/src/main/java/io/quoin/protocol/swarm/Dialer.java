package io.quoin.protocol.swarm;

import java.net.InetSocketAddress;

/** Opens connections to peers. */
public interface Dialer {

  /**
   * Connects, exchanges handshakes and reports on the swarm's loop, not before this returns.
   *
   * @param to where
   * @param ours the handshake to send
   * @param events told of the result, once
   * @return false if too many are half open already; nothing is reported then
   */
  boolean dial(InetSocketAddress to, Handshake ours, DialEvents events);

  /** What becomes of a dial. */
  interface DialEvents {
    /**
     * Both handshakes are done. The receiver calls {@link Link#start} before it returns.
     *
     * @param theirs with the info-hash that was asked for
     */
    void connected(Link link, Handshake theirs);

    /** No connection, or no handshake. */
    void failed(String reason);
  }
}
