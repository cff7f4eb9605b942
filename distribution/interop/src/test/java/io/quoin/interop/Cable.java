package io.quoin.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two machines joined by a cable: network namespaces with a veth pair between them, for clients
 * that talk to no loopback address. Making them takes root and iproute2.
 */
final class Cable implements Network {
  private static final Duration STEP_TIME = Duration.ofSeconds(10);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Namespace near;
  private final Namespace far;
  private final Thread atTheEnd = new Thread(this::remove, "end-of-tests");

  /** Skips the test where namespaces cannot be made. */
  static void assumePossible() {
    Installed.assume("ip", "iproute2");
    Installed.assumeRoot("network namespaces");
  }

  /** Lays a cable between two new machines. */
  Cable() {
    String name = "quoin-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    near = new Namespace(name + "a", "10.77.0.1");
    far = new Namespace(name + "b", "10.77.0.2");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try {
      ip("netns", "add", near.name);
      ip("netns", "add", far.name);
      ip(
          "link", "add", "eth0", "netns", near.name, "type", "veth", "peer", "name", "eth0",
          "netns", far.name);
      near.up();
      far.up();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private static void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Running.run(new Loopback(), STEP_TIME, command);
  }

  @Override
  public Host near() {
    return near;
  }

  @Override
  public Host far() {
    return far;
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException e) {
      // The tests are being ended; the hook finds nothing left to remove.
    }
  }

  /** The cable goes with its ends. */
  private void remove() {
    for (Namespace one : List.of(near, far)) {
      Running.succeeds(new Loopback(), STEP_TIME, List.of("ip", "netns", "del", one.name));
    }
  }

  private static final class Namespace implements Host {
    private static final int FIRST_PORT = 15_000;
    private static final int PORTS = 10_000;

    private final String name;
    private final String address;
    private final AtomicInteger nextPort =
        new AtomicInteger(FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS));

    Namespace(String name, String address) {
      this.name = name;
      this.address = address;
    }

    void up() {
      ip("-n", name, "addr", "add", address + "/24", "dev", "eth0");
      ip("-n", name, "link", "set", "eth0", "up");
      ip("-n", name, "link", "set", "lo", "up");
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public int freePort() {
      return nextPort.getAndIncrement();
    }

    @Override
    public List<String> command(List<String> program) {
      List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
      command.addAll(program);
      return command;
    }
  }
}
