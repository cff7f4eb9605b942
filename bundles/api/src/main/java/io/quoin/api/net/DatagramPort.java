package io.quoin.api.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine's UDP sockets, shared by everything that speaks over them. Each listener names the
 * datagrams it understands; others see them only if it does not.
 */
@ProviderType
public interface DatagramPort {

  /**
   * Sends a datagram from the listening port of the target's address family. Never waits; the
   * datagram may be lost like any other.
   *
   * @param to a resolved address
   * @param payload 1 to 1400 bytes; copied
   * @return false if there is no socket of that family or its queue is full
   */
  boolean send(InetSocketAddress to, ByteBuffer payload);

  /**
   * Listens to incoming datagrams until the registration is closed.
   *
   * @param listener who is told, on a thread of the engine
   * @return the registration
   */
  Registration listen(DatagramListener listener);

  /** Takes datagrams. */
  @ConsumerType
  @FunctionalInterface
  interface DatagramListener {
    /**
     * A datagram. Must return at once.
     *
     * @param from its sender as it says, which may be forged
     * @param payload valid during the call
     * @return true if it was this listener's, so that nobody else is asked
     */
    boolean received(InetSocketAddress from, ByteBuffer payload);
  }

  /** What {@link #listen} gave. */
  @ProviderType
  interface Registration extends AutoCloseable {
    /** Ends it; no call comes once this has returned and the one under way has ended. */
    @Override
    void close();
  }
}
