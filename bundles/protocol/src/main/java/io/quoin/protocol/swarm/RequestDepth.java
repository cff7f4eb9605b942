package io.quoin.protocol.swarm;

/**
 * How many requests a peer should have outstanding: one more with every block while that makes the
 * rate grow, then what three seconds of the rate take. Driven by arriving blocks, not by timers.
 */
final class RequestDepth {
  private static final int LEAST = 2;
  private static final int USUAL_MOST = 500;
  private static final int MOST_KEPT = 2000;
  private static final long LOOK_NANOS = 250_000_000L;

  private int most = USUAL_MOST;
  private int depth = 4;
  private boolean starting = true;
  private long looked;
  private long seen;
  private double lastRate;

  RequestDepth(long now) {
    this.looked = now;
  }

  /** The peer says how many requests it keeps (BEP 10 {@code reqq}). */
  void peerKeeps(long requests) {
    most = (int) Math.max(1, Math.min(requests, MOST_KEPT));
    depth = Math.min(depth, most);
  }

  void block(int bytes, long now) {
    seen += bytes;
    if (starting && depth < most) {
      depth++;
    }
    long passed = now - looked;
    if (passed >= LOOK_NANOS) {
      double rate = seen * 1e9 / passed;
      if (starting && rate < lastRate * 1.1) {
        starting = false;
      }
      if (!starting) {
        int blocks = (int) Math.min(most, 3 * rate / 16_384);
        depth = Math.min(most, Math.max(LEAST, Math.max(blocks, depth / 2)));
      }
      lastRate = rate;
      looked = now;
      seen = 0;
    }
  }

  /** The peer keeps no more requests than these now. */
  void refused(int kept) {
    starting = false;
    depth = Math.max(LEAST, Math.min(depth, kept));
  }

  /** The peer has stopped delivering: begin again. */
  void stalled(long now) {
    depth = Math.min(most, LEAST);
    starting = true;
    lastRate = 0;
    looked = now;
    seen = 0;
  }

  int target() {
    return depth;
  }
}
