package io.quoin.interop;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** This machine, by itself. */
final class Loopback implements Network, Host {
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** Below the ports that the system gives to outgoing connections. */
  private static final int FIRST_PORT = 15_000;

  private static final int LAST_PORT = 32_000;
  private static final int ATTEMPTS = 1000;

  @Override
  public Host near() {
    return this;
  }

  @Override
  public Host far() {
    return this;
  }

  @Override
  public String address() {
    return "127.0.0.1";
  }

  @Override
  public int freePort() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("no free port on " + address());
  }

  private boolean isFree(int port) {
    InetSocketAddress address = new InetSocketAddress(address(), port);
    try (ServerSocket tcp = new ServerSocket();
        DatagramSocket udp = new DatagramSocket(null)) {
      tcp.bind(address);
      udp.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public List<String> command(List<String> program) {
    return program;
  }

  @Override
  public void close() {}
}
