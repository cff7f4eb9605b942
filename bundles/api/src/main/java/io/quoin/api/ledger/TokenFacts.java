package io.quoin.api.ledger;

/**
 * What a token is.
 *
 * @param id on its network
 * @param name for people
 * @param decimals how many digits of a base unit count stand behind the point of a token, 0 to 18
 */
public record TokenFacts(TokenId id, String name, int decimals) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the decimals are out of range
   */
  public TokenFacts {
    if (decimals < 0 || decimals > 18) {
      throw new IllegalArgumentException("a token has 0 to 18 decimals, not " + decimals);
    }
  }
}
