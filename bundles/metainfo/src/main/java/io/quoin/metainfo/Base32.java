package io.quoin.metainfo;

import java.util.Optional;

/** Base 32 (RFC 4648), lower case and without padding: old magnet links carry hashes in it. */
final class Base32 {

  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  static Optional<byte[]> decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      bits = (bits << 5 | digit) & 0xfff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at] = (byte) (bits >> held);
        at++;
      }
    }
    return Optional.of(bytes);
  }
}
