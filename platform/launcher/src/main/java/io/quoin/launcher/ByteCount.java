package io.quoin.launcher;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes with an optional suffix: {@code 16384}, {@code 16K}, {@code 1M}. */
final class ByteCount implements ITypeConverter<Integer> {

  private static final Map<Character, Integer> FACTORS = Map.of('K', 1 << 10, 'M', 1 << 20);

  @Override
  public Integer convert(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    int factor = upper.isEmpty() ? 1 : FACTORS.getOrDefault(upper.charAt(upper.length() - 1), 1);
    String digits = factor == 1 ? upper : upper.substring(0, upper.length() - 1);
    try {
      return Math.multiplyExact(Integer.parseInt(digits), factor);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is no number of bytes; write for example 65536, 64K or 1M");
    }
  }
}
