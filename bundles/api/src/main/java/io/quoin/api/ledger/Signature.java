package io.quoin.api.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A recoverable secp256k1 signature in its one accepted form: r and s of 32 bytes each, big-endian,
 * then the recovery id, 0 or 1. Whether s is low and both are in range is for whoever verifies it
 * to say.
 */
public final class Signature {

  /** Bytes of a signature. */
  public static final int BYTES = 65;

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A signature of known bytes.
   *
   * @param bytes 65 of them, the last 0 or 1; copied
   * @return the signature
   * @throws IllegalArgumentException if there are fewer or more, or the recovery id is another
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a signature has 65 bytes, not " + bytes.length);
    }
    if (bytes[BYTES - 1] != 0 && bytes[BYTES - 1] != 1) {
      throw new IllegalArgumentException("a recovery id is 0 or 1, not " + bytes[BYTES - 1]);
    }
    return new Signature(bytes.clone());
  }

  /**
   * A signature written in hexadecimal digits.
   *
   * @param hex 130 digits of either case
   * @return the signature
   * @throws IllegalArgumentException if it is anything else
   */
  public static Signature ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /**
   * Which of the two keys that fit signed.
   *
   * @return 0 or 1
   */
  public int recoveryId() {
    return bytes[BYTES - 1];
  }

  /**
   * The signature, copied.
   *
   * @return 65 bytes
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /**
   * The signature, shared.
   *
   * @return a new read-only buffer of 65 bytes
   */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /**
   * The signature in hexadecimal.
   *
   * @return 130 digits of lower case
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
