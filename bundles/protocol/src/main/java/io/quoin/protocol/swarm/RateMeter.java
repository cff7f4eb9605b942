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

  /** Whether there is no rate, and nothing has been added since that was seen. */
  boolean rests() {
    return total == counted && rate == 0;
  }

  /** Goes on after a rest in which nobody looked, as if somebody had looked last at that time. */
  void lookedAt(long time) {
    if (time - since > 0) {
      since = time;
    }
  }

  /** The rate now; call it a few times a second. */
  long rate(long now) {
    long passed = now - since;
    if (passed >= 50_000_000L) {
      since = now;
      if (total == counted && rate < 1) {
        rate = 0;
        return 0;
      }
      double current = (total - counted) * 1e9 / passed;
      double keep = StrictMath.pow(0.5, passed / HALF_LIFE_NANOS);
      rate = rate * keep + current * (1 - keep);
      counted = total;
    }
    return (long) rate;
  }
}
