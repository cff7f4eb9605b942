package io.quoin.devnet.chain;

import java.util.regex.Pattern;

/**
 * The one TRC-10 token of a simulated chain.
 *
 * @param id its number, 1 or more
 * @param name 1 to 32 printable ASCII characters without blanks
 * @param abbreviation 1 to 5 of them
 * @param decimals digits behind the point, 0 to 6
 */
public record Token(long id, String name, String abbreviation, int decimals) {

  /** What a token on TRON may have. */
  public static final int MOST_DECIMALS = 6;

  private static final Pattern NAME = Pattern.compile("[!-~]{1,32}");
  private static final Pattern ABBREVIATION = Pattern.compile("[!-~]{1,5}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public Token {
    if (id < 1) {
      throw new IllegalArgumentException("a token's number is 1 or more, not " + id);
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a token's name is 1 to 32 ASCII characters without blanks, not '" + name + "'");
    }
    if (!ABBREVIATION.matcher(abbreviation).matches()) {
      throw new IllegalArgumentException(
          "a token's abbreviation is 1 to 5 ASCII characters without blanks, not '"
              + abbreviation
              + "'");
    }
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException("a token has 0 to 6 decimals, not " + decimals);
    }
  }

  /**
   * The token that BTT was issued as in 2019.
   *
   * @return number 1002000 with 6 decimals
   */
  public static Token btt() {
    return new Token(1_002_000, "BitTorrent", "BTT", 6);
  }
}
