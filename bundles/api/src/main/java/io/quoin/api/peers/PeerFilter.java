package io.quoin.api.peers;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says with whom this platform has nothing to do. Registered as a service; of several each may
 * refuse. It is asked once for every connection, before the first byte: when one comes in, and
 * before one is opened. Connections that are there stay. Without any, nobody is refused.
 */
@ConsumerType
public interface PeerFilter {

  /**
   * Whether connections from and to an address are refused. Called on the engine's loops, several
   * at once: it must return at once, and neither wait nor read files. If it throws, that is logged
   * and the address is not refused by it.
   *
   * @param address of the peer
   * @return true to refuse it
   */
  boolean refuses(InetAddress address);
}
