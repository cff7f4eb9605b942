package io.quoin.devnet;

import io.quoin.api.ledger.Address;
import io.quoin.devnet.chain.Genesis;
import io.quoin.devnet.chain.Permissions;
import io.quoin.devnet.chain.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What somebody has in the beginning, in the units of people.
 *
 * @param owner whose it is
 * @param coins TRX
 * @param tokens whole ones
 */
record Endowment(Address owner, BigDecimal coins, BigDecimal tokens) {

  private static final int COIN_DECIMALS = 6;

  /** As it is written on the command line: {@code ADDRESS=TRX,TOKENS}. */
  static final class Argument implements ITypeConverter<Endowment> {

    private static final Pattern WRITTEN =
        Pattern.compile("(\\w+)=(\\d{1,18}(?:\\.\\d{1,6})?),(\\d{1,18}(?:\\.\\d{1,6})?)");

    @Override
    public Endowment convert(String text) {
      Matcher parts = WRITTEN.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + text + "' endows nobody; write ADDRESS=TRX,TOKENS, for example T...=100,2.5");
      }
      return new Endowment(
          address(parts.group(1)), new BigDecimal(parts.group(2)), new BigDecimal(parts.group(3)));
    }
  }

  static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is no address: " + e.getMessage());
    }
  }

  /**
   * The same in base units.
   *
   * @throws IllegalArgumentException if an amount has more decimals than there are, or is too large
   */
  Genesis.Holding holding(Token token, List<HotKey> hotKeys) {
    Permissions permissions = Permissions.of(owner);
    for (HotKey hotKey : hotKeys) {
      if (hotKey.owner().equals(owner)) {
        permissions = permissions.withHotKey(hotKey.key());
      }
    }
    return new Genesis.Holding(
        owner, units(coins, COIN_DECIMALS), units(tokens, token.decimals()), permissions);
  }

  private static long units(BigDecimal amount, int decimals) {
    try {
      return amount.movePointRight(decimals).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          amount + " is too large, or has more than " + decimals + " decimals", e);
    }
  }
}
