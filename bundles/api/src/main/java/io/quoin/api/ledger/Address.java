package io.quoin.api.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An account's address: 21 bytes, the first of them 0x41. Written in base58check: 34 characters
 * that begin with T and end in a checksum.
 */
public final class Address {

  /** Bytes of an address. */
  public static final int BYTES = 21;

  /** The first byte of every address. */
  public static final byte PREFIX = 0x41;

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * An address of known bytes.
   *
   * @param bytes 21 of them, the first 0x41; copied
   * @return the address
   * @throws IllegalArgumentException if there are fewer or more, or they begin otherwise
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an address has 21 bytes, not " + bytes.length);
    }
    if (bytes[0] != PREFIX) {
      throw new IllegalArgumentException(
          "an address begins with 41, not " + HexFormat.of().toHexDigits(bytes[0]));
    }
    return new Address(bytes.clone());
  }

  /**
   * An address written in base58check.
   *
   * @param text 34 characters
   * @return the address
   * @throws IllegalArgumentException if a character or the length is wrong, or the checksum does
   *     not fit: it was mistyped
   */
  public static Address parse(String text) {
    return of(Base58Check.decode(text, BYTES));
  }

  /**
   * The address, copied.
   *
   * @return 21 bytes
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /**
   * The address, shared.
   *
   * @return a new read-only buffer of 21 bytes
   */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In base58check. */
  @Override
  public String toString() {
    return Base58Check.encode(bytes);
  }
}
