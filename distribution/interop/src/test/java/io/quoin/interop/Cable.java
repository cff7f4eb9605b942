package io.quoin.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two machines joined by a cable: network namespaces with a veth pair between them, for clients
 * that talk to no loopback address. Making them takes root and iproute2. They have no name in the
 * system, so that nothing of them is left when the programs in them have ended.
 */
final class Cable implements Network {
  private final Namespace near;
  private final Namespace far;

  /** Skips the test where namespaces cannot be made. */
  static void assumePossible() {
    Installed.assume("ip", "iproute2");
    Installed.assume("unshare", "util-linux");
    Installed.assumeRoot("network namespaces");
  }

  /** Lays a cable between two new machines. */
  Cable() {
    near = new Namespace("10.77.0.1");
    try {
      far = new Namespace("10.77.0.2");
      far.keeper.awaitOrClose(this::plugIn);
    } catch (RuntimeException | AssertionError e) {
      near.keeper.close();
      throw e;
    }
  }

  private void plugIn() {
    run(
        new Loopback(),
        "ip link add eth0 netns %d type veth peer name eth0 netns %d".formatted(near.pid, far.pid));
    near.up();
    far.up();
  }

  private static void run(Host host, String command) {
    Running.run(host, List.of(command.split(" ")));
  }

  @Override
  public Host near() {
    return near;
  }

  @Override
  public Host far() {
    return far;
  }

  /** The cable goes with its ends. */
  @Override
  public void close() {
    near.keeper.close();
    far.keeper.close();
  }

  /** The namespace of a process that waits, and goes with it. */
  private static final class Namespace implements Host {
    private static final int FIRST_PORT = 15_000;
    private static final int PORTS = 10_000;

    private final Running keeper;
    private final long pid;
    private final String address;
    private final AtomicInteger nextPort =
        new AtomicInteger(FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS));

    Namespace(String address) {
      this.address = address;
      // The standard input ends with the tests, however they end.
      List<String> keep = List.of("unshare", "--net", "sh", "-c", "echo $$ && exec cat");
      keeper = Running.startUntil(new Loopback(), keep, "\n");
      pid = Long.parseLong(keeper.output().strip());
    }

    void up() {
      run(this, "ip addr add " + address + "/24 dev eth0");
      run(this, "ip link set eth0 up");
      run(this, "ip link set lo up");
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
      List<String> command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net"));
      command.addAll(program);
      return command;
    }
  }
}
