package io.quoin.shell.command;

import java.math.BigDecimal;
import java.util.Locale;

/** Amounts as people read and write them: binary units. */
final class Quantity {

  private static final String UNITS = "KMGTPE";
  private static final int STEP = 1024;

  private Quantity() {}

  static String bytes(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    int power = Math.min((63 - Long.numberOfLeadingZeros(bytes)) / 10, UNITS.length());
    return String.format(
        Locale.ROOT, "%.1f %ciB", bytes / Math.pow(STEP, power), UNITS.charAt(power - 1));
  }

  static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** Base units as tokens, without zeros at the end. */
  static String tokens(long baseUnits, int decimals) {
    BigDecimal tokens = BigDecimal.valueOf(baseUnits, decimals);
    return tokens.signum() == 0 ? "0" : tokens.stripTrailingZeros().toPlainString();
  }

  /**
   * What somebody writes: digits, and perhaps K, M or G for KiB, MiB or GiB.
   *
   * @throws IllegalArgumentException if it is nothing like that, or too much
   */
  static long parse(String text) {
    String digits = text.isEmpty() ? text : text.substring(0, text.length() - 1);
    int power =
        text.isEmpty() ? -1 : UNITS.indexOf(Character.toUpperCase(text.charAt(text.length() - 1)));
    try {
      return power < 0
          ? Long.parseLong(text)
          : Math.multiplyExact(Long.parseLong(digits), 1L << (10 * (power + 1)));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no number of bytes; write one such as 500K, 20M or 1048576", e);
    }
  }
}
