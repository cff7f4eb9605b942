package io.quoin.protocol.swarm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The 20 bytes by which a client names itself in a handshake (BEP 20). */
public final class PeerId implements Comparable<PeerId> {
  private static final int LENGTH = 20;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final byte[] bytes;

  /** Takes over the array, which must have 20 bytes. */
  public PeerId(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a peer id has 20 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** An id with a client's prefix, such as {@code -QN0010-}, and a random rest. */
  public static PeerId random(String prefix, RandomGenerator random) {
    StringBuilder id = new StringBuilder(prefix);
    while (id.length() < LENGTH) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new PeerId(id.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The id, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The client's two letters and version in the usual style, or the whole id in hexadecimal digits.
   */
  String client() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (bytes[0] == '-' && bytes[7] == '-' && text.substring(1, 7).matches("[A-Za-z0-9]{6}")) {
      return text.substring(1, 7);
    }
    return HexFormat.of().formatHex(bytes);
  }

  /** By unsigned bytes. */
  @Override
  public int compareTo(PeerId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return client();
  }
}
