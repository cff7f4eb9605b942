package io.quoin.control.http;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A bound on the time that bytes take: some patience, and a second more for every 16 KiB. Without
 * it a byte now and then would hold a thread for ever.
 */
final class Pace {

  private static final long BYTES_A_SECOND = 16 * 1024;
  private static final double NANOS_A_SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final Duration patience;
  private final long began;
  private long bytes;

  Pace(LongSupplier nanoTime, Duration patience) {
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.began = nanoTime.getAsLong();
  }

  /** Something slower than is waited for. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("less than " + BYTES_A_SECOND + " bytes a second come or go");
    }
  }

  void moved(int more) throws TooSlow {
    bytes += more;
    double allowed = patience.toNanos() + bytes * (NANOS_A_SECOND / BYTES_A_SECOND);
    if (nanoTime.getAsLong() - began > allowed) {
      throw new TooSlow();
    }
  }
}
