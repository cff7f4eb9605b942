package io.quoin.incentive.btt.auction;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has to wait after a lease went wrong: one round, then two, four, up to 64. Keys are payers
 * and neighbourhoods. Bounded: the oldest are forgotten.
 */
public final class BackOff {
  /** The most that are remembered. */
  public static final int MOST = 8192;

  private static final int LONGEST = 6;

  private final Map<Object, Wait> waits = new LinkedHashMap<>();

  private record Wait(int failures, long until) {}

  /**
   * A lease went wrong.
   *
   * @param round counted from any beginning
   */
  public void failed(Object key, long round) {
    Wait before = waits.remove(key);
    int failures = before == null ? 0 : before.failures();
    waits.put(
        key,
        new Wait(Math.min(LONGEST, failures + 1), round + (1L << Math.min(LONGEST, failures))));
    if (waits.size() > MOST) {
      Iterator<Object> oldest = waits.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** A lease went well: all is forgotten. */
  public void worked(Object key) {
    waits.remove(key);
  }

  /** Whether it has to wait in this round. */
  public boolean waits(Object key, long round) {
    Wait wait = waits.get(key);
    return wait != null && round <= wait.until();
  }

  int size() {
    return waits.size();
  }
}
