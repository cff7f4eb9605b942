package io.quoin.api.lease;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Keeps the rules of a {@link Lease} for whoever implements one: closed exactly once, not used
 * after. With checks on (system property {@code quoin.lease.checks=true} when the first lease is
 * made) a breach is a {@link LeaseClosed}, and {@link #open} tells which leases nobody closed yet.
 * Thread-safe.
 *
 * <pre>{@code
 * public ByteBuffer buffer() {
 *   guard.use();
 *   return bytes;
 * }
 *
 * public void close() {
 *   if (guard.close()) {
 *     pool.giveBack(bytes);
 *   }
 * }
 * }</pre>
 */
public final class LeaseGuard {

  private static final boolean CHECKS = Boolean.getBoolean("quoin.lease.checks");
  private static final int FRAMES = 8;
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Set<LeaseGuard> OPEN = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final long number;
  private final List<StackTraceElement> opened;

  /** For one lease, which is open from now on. */
  public LeaseGuard() {
    number = CHECKS ? COUNT.incrementAndGet() : 0;
    opened = CHECKS ? caller() : List.of();
    if (CHECKS) {
      OPEN.add(this);
    }
  }

  private static List<StackTraceElement> caller() {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    return List.of(Arrays.copyOfRange(stack, 2, Math.min(stack.length, 2 + FRAMES)));
  }

  /**
   * Somebody uses the lease.
   *
   * @throws LeaseClosed if it was closed and checks are on
   */
  public void use() {
    if (CHECKS && closed.get()) {
      throw new LeaseClosed();
    }
  }

  /**
   * Somebody closes the lease.
   *
   * @return whether this is the call that gives the memory back: true once
   * @throws LeaseClosed if it was closed before and checks are on
   */
  public boolean close() {
    boolean first = closed.compareAndSet(false, true);
    if (first) {
      OPEN.remove(this);
    } else if (CHECKS) {
      throw new LeaseClosed();
    }
    return first;
  }

  /**
   * The leases of this virtual machine that nobody closed yet, for tests.
   *
   * @return one line a lease, the oldest first: its number, which no other lease has, and the calls
   *     that made it; empty where checks are off
   */
  public static List<String> open() {
    return OPEN.stream()
        .sorted(Comparator.comparingLong(guard -> guard.number))
        .map(LeaseGuard::toString)
        .toList();
  }

  /**
   * The lease as {@link #open} names it.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return opened.stream()
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < ", "lease " + number + " made by ", ""));
  }
}
