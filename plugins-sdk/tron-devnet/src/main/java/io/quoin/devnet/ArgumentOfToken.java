package io.quoin.devnet;

import io.quoin.devnet.chain.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A token as it is written on the command line: {@code 1002000:BitTorrent:BTT:6}. */
final class ArgumentOfToken implements ITypeConverter<Token> {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([^:]+):([^:]+):(\\d)");

  @Override
  public Token convert(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no token; write ID:NAME:ABBREVIATION:DECIMALS");
    }
    try {
      return new Token(
          Long.parseLong(parts.group(1)),
          parts.group(2),
          parts.group(3),
          Integer.parseInt(parts.group(4)));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
