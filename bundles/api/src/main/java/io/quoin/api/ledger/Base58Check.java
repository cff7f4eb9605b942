package io.quoin.api.ledger;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Bytes with a checksum of four bytes (the first of SHA-256 of SHA-256), as a number to the base
 * 58. Only for bytes that do not begin with zero.
 */
final class Base58Check {

  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final int CHECKSUM = 4;

  private Base58Check() {}

  static String encode(byte[] payload) {
    byte[] whole = Arrays.copyOf(payload, payload.length + CHECKSUM);
    System.arraycopy(checksum(payload), 0, whole, payload.length, CHECKSUM);
    StringBuilder reversed = new StringBuilder();
    for (BigInteger rest = new BigInteger(1, whole); rest.signum() > 0; ) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      reversed.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return reversed.reverse().toString();
  }

  static byte[] decode(String text, int length) {
    // A byte is 1.37 digits: longer text is not worth the arithmetic.
    if (text.isEmpty() || text.length() > 2 * (length + CHECKSUM)) {
      throw new IllegalArgumentException("an address has 34 characters, not " + text.length());
    }
    byte[] whole = number(text).toByteArray();
    int sign = whole[0] == 0 ? 1 : 0;
    if (whole.length - sign != length + CHECKSUM || text.charAt(0) == ALPHABET.charAt(0)) {
      throw new IllegalArgumentException(
          text + " is no address: it stands for " + (whole.length - sign) + " bytes");
    }
    byte[] payload = Arrays.copyOfRange(whole, sign, sign + length);
    byte[] checksum = Arrays.copyOfRange(whole, sign + length, whole.length);
    if (!Arrays.equals(checksum, checksum(payload))) {
      throw new IllegalArgumentException(text + " is no address: its checksum does not fit");
    }
    return payload;
  }

  private static BigInteger number(String text) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException(
            text + " is no address: character " + (i + 1) + " is not used in addresses");
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    return number;
  }

  private static byte[] checksum(byte[] payload) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha256.digest(sha256.digest(payload)), CHECKSUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
