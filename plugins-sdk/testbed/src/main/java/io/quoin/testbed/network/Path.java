package io.quoin.testbed.network;

import java.util.random.RandomGenerator;

/**
 * The way from one host to another.
 *
 * @param latency nanoseconds
 * @param jitter the most that is added to the latency, in nanoseconds
 * @param cap bytes a second that loss leaves one connection
 * @param late share of blocks that lose a packet and come a round trip later
 * @param room the largest window of a connection in bytes
 */
record Path(long latency, long jitter, double cap, double late, long room) {
  /** What a connection may have under way at first, and beyond what the path holds. */
  static final int LEAST_ROOM = 64 * 1024;

  private static final double SEGMENT = 1460;
  private static final double MATHIS = 1.22;
  private static final int BLOCK = 16_384;

  static Path between(Access from, Access to) {
    long latency = from.latency().plus(to.latency()).toNanos();
    long jitter = from.jitter().plus(to.jitter()).toNanos();
    double loss = 1 - (1 - from.loss()) * (1 - to.loss());
    double trip = 2e-9 * (latency + jitter);
    double rate = Math.min(from.up(), to.down());
    double cap = Double.POSITIVE_INFINITY;
    double late = 0;
    if (loss > 0) {
      cap = MATHIS * SEGMENT / (Math.max(trip, 1e-3) * Math.sqrt(loss));
      late = 1 - StrictMath.pow(1 - loss, Math.ceil(BLOCK / SEGMENT));
    }
    return new Path(latency, jitter, cap, late, LEAST_ROOM + (long) (Math.min(rate, cap) * trip));
  }

  /** How long the next message takes. */
  long delay(RandomGenerator random) {
    return jitter == 0 ? latency : latency + random.nextLong(jitter + 1);
  }

  /** How long the next block takes. */
  long blockDelay(RandomGenerator random) {
    long delay = delay(random);
    return late > 0 && random.nextDouble() < late ? delay + 2 * latency : delay;
  }
}
