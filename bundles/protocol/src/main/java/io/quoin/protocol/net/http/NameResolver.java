package io.quoin.protocol.net.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Turns names into addresses, blocking for as long as that takes. Never called on an event loop.
 */
@FunctionalInterface
interface NameResolver {

  /** All addresses of a name, or the address that a literal is. */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
