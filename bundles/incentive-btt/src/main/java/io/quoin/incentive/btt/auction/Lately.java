package io.quoin.incentive.btt.auction;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sums of the last minutes by key, to the minute. What has come to nothing is forgotten. Bounded:
 * the keys that were added to first are forgotten.
 */
public final class Lately<K> {
  /** The most keys that are remembered. */
  public static final int MOST = 8192;

  private static final long NANOS = 60_000_000_000L;

  private final int minutes;
  private final Map<K, Ring> rings = new LinkedHashMap<>();

  private final class Ring {
    private final long[] sums = new long[minutes];
    private long minute;

    Ring(long now) {
      minute = now;
    }

    long turnTo(long now) {
      for (long i = Math.max(minute + 1, now - minutes + 1); i <= now; i++) {
        sums[index(i)] = 0;
      }
      minute = Math.max(minute, now);
      long sum = 0;
      for (long one : sums) {
        sum += one;
      }
      return sum;
    }

    void add(long amount) {
      sums[index(minute)] += amount;
    }

    private int index(long at) {
      return (int) Math.floorMod(at, (long) minutes);
    }
  }

  /**
   * Nothing yet.
   *
   * @param minutes how many count
   */
  public Lately(int minutes) {
    this.minutes = minutes;
  }

  /**
   * Adds to a sum.
   *
   * @param now the monotonic clock
   */
  public void add(K key, long amount, long now) {
    Ring ring = rings.computeIfAbsent(key, k -> new Ring(Math.floorDiv(now, NANOS)));
    ring.turnTo(Math.floorDiv(now, NANOS));
    ring.add(amount);
    if (rings.size() > MOST) {
      Iterator<K> oldest = rings.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The sum of the last minutes. */
  public long sum(K key, long now) {
    Ring ring = rings.get(key);
    return ring == null ? 0 : ring.turnTo(Math.floorDiv(now, NANOS));
  }

  /** Forgets what has come to nothing. */
  public void clean(long now) {
    rings.values().removeIf(ring -> ring.turnTo(Math.floorDiv(now, NANOS)) == 0);
  }

  int size() {
    return rings.size();
  }
}
