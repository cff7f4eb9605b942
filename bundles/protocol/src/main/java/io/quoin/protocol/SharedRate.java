package io.quoin.protocol;

import io.quoin.api.torrent.Limits;
import io.quoin.protocol.swarm.Throttle;
import java.util.List;

/**
 * One rate for several loops. Nine tenths follow what each loop has used since the last time, one
 * tenth is for all alike, so that a loop that had nothing to do can begin.
 */
final class SharedRate {
  private static final double ALIKE = 0.1;

  private final List<Throttle> throttles;
  private final long[] passed;

  SharedRate(List<Throttle> throttles) {
    this.throttles = throttles;
    this.passed = new long[throttles.size()];
  }

  /** Divides the rate anew. */
  void divide(long rate) {
    long[] used = new long[passed.length];
    double all = 0;
    for (int i = 0; i < passed.length; i++) {
      long now = throttles.get(i).passed();
      used[i] = now - passed[i];
      all += used[i];
      passed[i] = now;
    }
    for (int i = 0; i < passed.length; i++) {
      throttles.get(i).rate(rate == Limits.UNLIMITED ? rate : part(rate, used[i], all));
    }
  }

  private long part(long rate, long used, double all) {
    double alike = 1.0 / passed.length;
    double part = all == 0 ? alike : used / all;
    return Math.max(1, Math.round(rate * (ALIKE * alike + (1 - ALIKE) * part)));
  }
}
