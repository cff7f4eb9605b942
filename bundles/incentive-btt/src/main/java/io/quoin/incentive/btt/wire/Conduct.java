package io.quoin.incentive.btt.wire;

/**
 * How a peer behaves on one connection: at most 20 messages a second with a burst of 50, and three
 * faults. After that nothing it says is looked at until it reconnects.
 */
public final class Conduct {
  private static final int BURST = 50;
  private static final long NANOS_A_MESSAGE = 50_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_FAULTS = 3;

  private long credit = BURST * NANOS_A_MESSAGE;
  private long at;
  private long floodedAt;
  private int faults;
  private boolean errorSaid;

  /** A peer that has done nothing yet. */
  public Conduct(long now) {
    at = now;
    floodedAt = now - SECOND;
  }

  /**
   * Whether one more message is looked at. A flood counts as one fault a second.
   *
   * @param now the monotonic clock
   */
  public boolean admits(long now) {
    if (off()) {
      return false;
    }
    credit = Math.min(BURST * NANOS_A_MESSAGE, credit + (now - at));
    at = now;
    if (credit >= NANOS_A_MESSAGE) {
      credit -= NANOS_A_MESSAGE;
      return true;
    }
    if (now - floodedAt >= SECOND) {
      floodedAt = now;
      fault();
    }
    return false;
  }

  /** Notes a fault. */
  public void fault() {
    faults++;
  }

  /** How many faults there were. */
  public int faults() {
    return faults;
  }

  /** Whether it is listened to no more. */
  public boolean off() {
    return faults >= MOST_FAULTS;
  }

  /** Whether it may be told that its message is unknown: once a connection. */
  public boolean mayTellUnknown() {
    boolean first = !errorSaid;
    errorSaid = true;
    return first;
  }
}
