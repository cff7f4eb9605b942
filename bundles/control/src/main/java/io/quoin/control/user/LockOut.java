package io.quoin.control.user;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shuts out an address that fails too often. Remembers so many addresses, the latest. */
public final class LockOut {

  public static final int MOST_FAILURES = 8;
  public static final int MOST_ADDRESSES = 4096;
  public static final Duration LASTS = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<InetAddress, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  public LockOut(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant last) {}

  public synchronized void failed(InetAddress address) {
    Failures before = failures.remove(address);
    int count = before == null || isOver(before) ? 0 : before.count();
    failures.put(address, new Failures(count + 1, clock.instant()));
  }

  public synchronized void succeeded(InetAddress address) {
    failures.remove(address);
  }

  public synchronized boolean shutsOut(InetAddress address) {
    Failures known = failures.get(address);
    return known != null && known.count() >= MOST_FAILURES && !isOver(known);
  }

  public synchronized int remembered() {
    return failures.size();
  }

  private boolean isOver(Failures known) {
    return known.last().plus(LASTS).isBefore(clock.instant());
  }
}
