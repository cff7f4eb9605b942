package io.quoin.launcher;

import io.quoin.api.ledger.TokenFacts;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts of a token as people write them: in tokens with at most its decimals, or base units. */
final class Amounts {

  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,19}(\\.[0-9]{1,18})?");

  private final TokenFacts token;
  private final int decimals;

  Amounts(TokenFacts token, boolean baseUnits) {
    this.token = token;
    this.decimals = baseUnits ? 0 : token.decimals();
  }

  /**
   * Reads an amount: digits, and a point if there is a fraction; no sign, exponent or grouping.
   *
   * @return base units, at least 1
   * @throws IllegalArgumentException saying what is wrong with it
   */
  long parse(String text) {
    if (!PLAIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no amount; write digits, with a point before a fraction");
    }
    try {
      long units = new BigDecimal(text).movePointRight(decimals).longValueExact();
      if (units < 1) {
        throw new IllegalArgumentException("an amount is more than 0");
      }
      return units;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is too large or has more than " + decimals + " decimals", e);
    }
  }

  /** Digits behind the point of an amount. */
  int decimals() {
    return decimals;
  }

  /** An amount with nothing beside it. */
  String number(long units) {
    return Units.tokens(units, decimals);
  }

  /** An amount with the token's name. */
  String text(long units) {
    return number(units)
        + (decimals == 0 && token.decimals() > 0 ? " base units of " : " ")
        + token.name();
  }
}
