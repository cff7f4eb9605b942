package io.quoin.protocol.swarm;

import java.util.ArrayList;
import java.util.List;

/**
 * A rate limit: tokens for payload bytes that flow in with time, up to a fifth of a second's worth.
 * What has already happened is paid even if that leaves a debt, which is paid off before anything
 * else passes. Users that have to wait stand in line. Used on one loop; the rate may be changed
 * from any thread.
 */
public final class Throttle {
  private static final long UNLIMITED = Long.MAX_VALUE;

  /** A store that others see at once waits for all stores before it: not for every block. */
  private static final long UNPUBLISHED = 1 << 20;

  private long paid;
  private volatile long passed;
  private final List<RateLimits> line = new ArrayList<>();
  private volatile long rate;
  private long tokens;
  private long filled;

  /** Starts at the given time of the loop's clock with the given rate in bytes a second. */
  public Throttle(long rate, long now) {
    this.rate = rate;
    this.filled = now;
    this.tokens = burst(rate);
  }

  /** Changes the rate, in bytes a second; {@link Long#MAX_VALUE} for no limit. */
  public void rate(long changed) {
    rate = changed;
  }

  /** Bytes that have ever passed, less up to 1 MiB while there is no limit; from any thread. */
  public long passed() {
    return passed;
  }

  boolean limited() {
    return rate != UNLIMITED;
  }

  /** Whether there are tokens. */
  boolean open(long now) {
    if (rate == UNLIMITED) {
      return true;
    }
    refill(now);
    return tokens > 0;
  }

  void pay(long bytes) {
    paid += bytes;
    if (rate != UNLIMITED) {
      passed = paid;
      tokens -= bytes;
    } else if (paid - passed >= UNPUBLISHED) {
      passed = paid;
    }
  }

  /** Nanoseconds until there are tokens again. */
  long untilOpen(long now) {
    return open(now) ? 0 : (long) ((1 - tokens) * 1e9 / rate) + 1;
  }

  private void refill(long now) {
    long current = rate;
    if (current == UNLIMITED) {
      return;
    }
    long most = burst(current);
    if (tokens > most) {
      tokens = most;
    }
    long more = (long) ((now - filled) * 1e-9 * current);
    if (more > 0) {
      tokens = Math.min(most, tokens + more);
      filled += (long) (more * 1e9 / current);
    }
  }

  private static long burst(long rate) {
    return rate == UNLIMITED ? UNLIMITED : Math.max(16_384, rate / 5);
  }

  // --- the line ---

  /** Whether nobody stands before this user. */
  boolean isFirst(RateLimits user) {
    return line.isEmpty() || line.get(0) == user;
  }

  /** Takes a place behind those of the same priority, before those of a lower one. */
  void lineUp(RateLimits user) {
    if (line.contains(user)) {
      return;
    }
    int place = line.size();
    while (place > 0 && line.get(place - 1).priority().compareTo(user.priority()) < 0) {
      place--;
    }
    line.add(place, user);
  }

  void leaveLine(RateLimits user) {
    line.remove(user);
  }
}
