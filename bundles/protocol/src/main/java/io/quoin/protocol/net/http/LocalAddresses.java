package io.quoin.protocol.net.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of this machine that connections may go out from. Trackers take an announcement's
 * sender for the peer's address, so it has to be one that the engine listens on.
 */
final class LocalAddresses {

  private final List<InetAddress> addresses;

  /** Wildcard addresses leave the choice to the system. */
  LocalAddresses(List<InetAddress> addresses) {
    this.addresses = addresses.stream().filter(each -> !each.isAnyLocalAddress()).toList();
  }

  /** The one to connect from, if the system is not to choose. */
  Optional<InetSocketAddress> towards(InetAddress target) {
    return addresses.stream()
        .filter(local -> local.getClass() == target.getClass())
        .filter(local -> local.isLoopbackAddress() == target.isLoopbackAddress())
        .findFirst()
        .map(local -> new InetSocketAddress(local, 0));
  }
}
