package io.quoin.api.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A hash of 32 bytes: what is signed, and what transfers and channels are named by. */
public final class Digest {

  /** Bytes of a digest. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A digest of known bytes.
   *
   * @param bytes 32 of them, copied
   * @return the digest
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /**
   * A digest written in hexadecimal digits.
   *
   * @param hex 64 digits of either case
   * @return the digest
   * @throws IllegalArgumentException if it is anything else
   */
  public static Digest ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /**
   * The digest, copied.
   *
   * @return 32 bytes
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /**
   * The digest, shared.
   *
   * @return a new read-only buffer of 32 bytes
   */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /**
   * The digest in hexadecimal.
   *
   * @return 64 digits of lower case
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(that.bytes, bytes);
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
