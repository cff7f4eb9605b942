package io.quoin.metainfo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digest of a raw info dictionary: SHA-1 of 20 bytes (BEP 3) or SHA-256 of 32 bytes (BEP 52).
 * Ordered byte by byte, unsigned.
 */
public final class InfoHash implements Comparable<InfoHash> {

  /** Bytes of a v1 info-hash, and of any info-hash in a handshake. */
  public static final int V1_BYTES = 20;

  /** Bytes of a v2 info-hash. */
  public static final int V2_BYTES = 32;

  private final byte[] bytes;

  private InfoHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * An info-hash of known bytes.
   *
   * @param bytes 20 or 32 of them, copied
   * @return the info-hash
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static InfoHash of(byte[] bytes) {
    if (bytes.length != V1_BYTES && bytes.length != V2_BYTES) {
      throw new IllegalArgumentException("an info-hash has 20 or 32 bytes, not " + bytes.length);
    }
    return new InfoHash(bytes.clone());
  }

  /**
   * An info-hash written in hexadecimal digits.
   *
   * @param hex 40 or 64 digits of either case
   * @return the info-hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static InfoHash ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /**
   * The v1 info-hash of an info dictionary.
   *
   * @param rawInfo its raw bytes
   * @return their SHA-1
   */
  public static InfoHash v1Of(byte[] rawInfo) {
    return new InfoHash(Digests.sha1().digest(rawInfo));
  }

  /**
   * The v2 info-hash of an info dictionary.
   *
   * @param rawInfo its raw bytes
   * @return their SHA-256
   */
  public static InfoHash v2Of(byte[] rawInfo) {
    return new InfoHash(Digests.sha256().digest(rawInfo));
  }

  /**
   * Whether this is a SHA-256.
   *
   * @return true for 32 bytes, false for 20
   */
  public boolean isV2() {
    return bytes.length == V2_BYTES;
  }

  /**
   * The first 20 bytes: what handshakes, trackers and the DHT carry of a v2 info-hash.
   *
   * @return an info-hash of 20 bytes
   */
  public InfoHash truncated() {
    return isV2() ? new InfoHash(Arrays.copyOf(bytes, V1_BYTES)) : this;
  }

  /**
   * The digest, copied.
   *
   * @return 20 or 32 bytes
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /**
   * The digest, shared.
   *
   * @return a new read-only buffer of 20 or 32 bytes
   */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /**
   * The digest in hexadecimal.
   *
   * @return 40 or 64 digits of lower case
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(InfoHash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InfoHash that && Arrays.equals(that.bytes, bytes);
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
