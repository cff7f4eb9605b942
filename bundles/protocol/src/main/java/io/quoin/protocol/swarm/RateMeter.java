package io.quoin.protocol.swarm;

/**
 * A rate in bytes a second over the last few seconds: an average that forgets by half every second.
 */
final class RateMeter {
  private static final double HALF_LIFE_NANOS = 1e9;

  private long total;
  private long counted;
  private long since;
  private double rate;

  RateMeter(long now) {
    this.since = now;
  }

  void add(long bytes) {
    total += bytes;
  }

  /** All bytes ever. */
  long total() {
    return total;
  }

  /** The rate now; call it a few times a second. */
  long rate(long now) {
    long passed = now - since;
    if (passed >= 50_000_000L) {
      double current = (total - counted) * 1e9 / passed;
      double keep = Math.pow(0.5, passed / HALF_LIFE_NANOS);
      rate = rate * keep + current * (1 - keep);
      counted = total;
      since = now;
    }
    return (long) rate;
  }
}
