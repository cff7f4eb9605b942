package io.quoin.api.ledger;

/**
 * Which token of a network: on TRON the number of a TRC-10 asset.
 *
 * @param value 0 to 2^63-1
 */
public record TokenId(long value) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public TokenId {
    if (value < 0) {
      throw new IllegalArgumentException("a token id is not negative: " + value);
    }
  }

  /** In decimal digits. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
