package io.quoin.api.ledger;

import java.util.HexFormat;

/**
 * Which network a ledger is: the last 8 bytes of the chain's genesis block id, or 8 random bytes of
 * an embedded ledger.
 *
 * @param value the 8 bytes, big-endian
 */
public record NetId(long value) {

  /**
   * A net id written in hexadecimal digits.
   *
   * @param hex 16 digits of either case
   * @return the net id
   * @throws IllegalArgumentException if it is anything else
   */
  public static NetId ofHex(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("a net id has 16 digits, not " + hex.length());
    }
    return new NetId(HexFormat.fromHexDigitsToLong(hex));
  }

  /** Sixteen hexadecimal digits of lower case. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
