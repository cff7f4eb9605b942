package io.quoin.launcher;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
final class Units {

  private static final String[] SIZES = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Units() {}

  /** {@code 512 B}, {@code 1.5 MiB}. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit + 1 < SIZES.length) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, size < 100 ? "%.1f %s" : "%.0f %s", size, SIZES[unit]);
  }

  static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** {@code 0.084003}: base units as tokens, without zeros at the end. */
  static String tokens(long baseUnits, int decimals) {
    BigDecimal tokens = BigDecimal.valueOf(baseUnits, decimals);
    return tokens.signum() == 0 ? "0" : tokens.stripTrailingZeros().toPlainString();
  }

  /** {@code 42s}, {@code 3m05s}, {@code 2h07m}, {@code 3d04h}. */
  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }
    return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
  }
}
