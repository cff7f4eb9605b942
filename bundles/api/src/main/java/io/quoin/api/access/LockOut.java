package io.quoin.api.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shuts out an address that fails too often: the same policy for every door of the platform. An
 * address of IPv6 stands for its whole network of 64 bits, which is one subscriber's (RFC 6177).
 * Thread-safe; what it remembers is bounded.
 */
public final class LockOut {

  /** Failures in a row after which an address is shut out. */
  public static final int MOST_FAILURES = 8;

  /** Addresses that are remembered; beyond, those that failed longest ago are forgotten. */
  public static final int MOST_ADDRESSES = 4096;

  /** How long after its last failure an address is shut out, and a failure counts. */
  public static final Duration LASTS = Duration.ofMinutes(5);

  private static final int NETWORK_BYTES = 8;

  private final InstantSource clock;
  private final Map<InetAddress, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * A lock-out that remembers nobody.
   *
   * @param clock says how long ago a failure was
   */
  public LockOut(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant last) {}

  /**
   * Notes a failure.
   *
   * @param address of who failed
   */
  public synchronized void failed(InetAddress address) {
    InetAddress network = network(address);
    Failures before = failures.remove(network);
    int count = before == null || isOver(before) ? 0 : before.count();
    failures.put(network, new Failures(count + 1, clock.instant()));
  }

  /**
   * Forgets the failures of an address.
   *
   * @param address of who has been recognised
   */
  public synchronized void succeeded(InetAddress address) {
    failures.remove(network(address));
  }

  /**
   * Whether an address is not to be heard.
   *
   * @param address of who wants in
   * @return true if it has failed too often, the last time not long ago
   */
  public synchronized boolean shutsOut(InetAddress address) {
    Failures known = failures.get(network(address));
    return known != null && known.count() >= MOST_FAILURES && !isOver(known);
  }

  synchronized int remembered() {
    return failures.size();
  }

  private static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length <= NETWORK_BYTES) {
      return address;
    }
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has as many bytes as before", e);
    }
  }

  private boolean isOver(Failures known) {
    return known.last().plus(LASTS).isBefore(clock.instant());
  }
}
