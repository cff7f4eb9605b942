package io.quoin.testbed.network;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Hosts, and a core between them that has room for everything. */
public final class Network {
  private final Timeline timeline;
  private final RandomGenerator random;
  private final NetworkWatch watch;
  private final Map<InetSocketAddress, Host> hosts = new HashMap<>();

  /**
   * A network without hosts.
   *
   * @param random draws jitter and losses
   * @param watch sees what happens
   */
  public Network(Timeline timeline, RandomGenerator random, NetworkWatch watch) {
    this.timeline = timeline;
    this.random = random;
    this.watch = watch;
  }

  /**
   * Adds a host.
   *
   * @throws IllegalArgumentException if another one has its address
   */
  public Host host(int index, InetSocketAddress address, Access access) {
    Host host = new Host(this, index, address, access);
    if (hosts.putIfAbsent(address, host) != null) {
      throw new IllegalArgumentException("a host is at " + address + " already");
    }
    return host;
  }

  Optional<Host> find(InetSocketAddress address) {
    return Optional.ofNullable(hosts.get(address));
  }

  void gone(Host host) {
    hosts.remove(host.address(), host);
  }

  Timeline timeline() {
    return timeline;
  }

  RandomGenerator random() {
    return random;
  }

  NetworkWatch watch() {
    return watch;
  }
}
