package io.quoin.protocol.swarm;

/**
 * How many requests a peer should have outstanding: one more with every block while that makes the
 * rate grow, then what three seconds of the rate take. Driven by arriving blocks, not by timers.
 *
 * <p>A peer so fast that its requests are answered within milliseconds is asked for less, as long
 * as it stays as fast: memory that is filled soon after it is reserved is still in the caches when
 * it is hashed and written.
 */
final class RequestDepth {
  private static final int LEAST = 2;
  private static final int USUAL_MOST = 500;
  private static final int MOST_KEPT = 2000;
  private static final long LOOK_NANOS = 250_000_000L;

  /** Bytes a second from which fewer requests are tried, and how few. */
  private static final double FAST = 64 << 20;

  private static final int FEW = 60;

  /** What is left of the rate with few requests for them to be enough. */
  private static final double AS_FAST = 0.9;

  /** Looks until it is tried again how fast the peer is with many requests. */
  private static final int HOLD = 40;

  private int most = USUAL_MOST;
  private int depth = 4;
  private boolean starting = true;
  private long looked;
  private long seen;
  private double lastRate;
  private int halvings;
  private int held;
  private double fullRate;

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
      look(seen * 1e9 / passed);
      looked = now;
      seen = 0;
    }
  }

  private void look(double rate) {
    if (rate > FAST) {
      starting = false;
      narrow(rate);
      depth = Math.max(1, most >> halvings);
    } else {
      widen();
      if (starting && rate < lastRate * 1.1) {
        starting = false;
      }
      if (!starting) {
        int blocks = (int) Math.min(most, 3 * rate / 16_384);
        depth = Math.min(most, Math.max(LEAST, Math.max(blocks, depth / 2)));
      }
    }
    lastRate = rate;
  }

  /** Halves the depth look by look until the rate suffers, stays there, and begins anew. */
  private void narrow(double rate) {
    if (held > 0) {
      held--;
      if (held == 0) {
        widen();
      }
    } else if (halvings > 0 && rate < fullRate * AS_FAST) {
      halvings--;
      held = HOLD;
    } else {
      fullRate = Math.max(fullRate, rate);
      if (most >> halvings >= 2 * FEW) {
        halvings++;
      } else {
        held = HOLD;
      }
    }
  }

  private void widen() {
    halvings = 0;
    held = 0;
    fullRate = 0;
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
    widen();
  }

  int target() {
    return depth;
  }
}
