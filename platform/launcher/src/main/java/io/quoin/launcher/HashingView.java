package io.quoin.launcher;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows on a terminal how far hashing is; says nothing elsewhere. */
final class HashingView implements AutoCloseable {

  private static final long PERIOD_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean inPlace;
  private final long began = System.nanoTime();
  private long shown = began - PERIOD_NANOS;

  private HashingView(PrintWriter out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  static HashingView forTerminal(PrintWriter out) {
    return new HashingView(out, Boolean.getBoolean(ProgressView.TERMINAL));
  }

  void show(long done, long total) {
    long now = System.nanoTime();
    if (inPlace && now - shown >= PERIOD_NANOS) {
      shown = now;
      double seconds = (now - began) / 1e9;
      out.printf(
          Locale.ROOT,
          "\r\u001b[Khashing %5.1f%% %s",
          total == 0 ? 100 : 100.0 * done / total,
          Units.rate((long) (done / Math.max(seconds, 0.001))));
      out.flush();
    }
  }

  @Override
  public void close() {
    if (inPlace) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
