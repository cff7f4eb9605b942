package io.quoin.metainfo;

import java.util.Objects;
import java.util.Optional;

/** The one or two info-hashes of a torrent: v1, v2, or both for a hybrid. */
public final class InfoHashes {

  private final InfoHash v1;
  private final InfoHash v2;

  private InfoHashes(InfoHash v1, InfoHash v2) {
    this.v1 = v1;
    this.v2 = v2;
  }

  /**
   * The hashes of a torrent that has one.
   *
   * @param hash 20 bytes make it v1, 32 bytes v2
   * @return the hashes
   */
  public static InfoHashes of(InfoHash hash) {
    return hash.isV2() ? new InfoHashes(null, hash) : new InfoHashes(hash, null);
  }

  /**
   * The hashes of a hybrid torrent.
   *
   * @param v1 20 bytes
   * @param v2 32 bytes
   * @return the hashes
   * @throws IllegalArgumentException if they are of the wrong length
   */
  public static InfoHashes hybrid(InfoHash v1, InfoHash v2) {
    if (v1.isV2() || !v2.isV2()) {
      throw new IllegalArgumentException("a hybrid has a hash of 20 bytes and one of 32");
    }
    return new InfoHashes(v1, v2);
  }

  /**
   * The hashes that an info dictionary would have.
   *
   * @param rawInfo its raw bytes
   * @param hasV1 whether it has a v1 part
   * @param hasV2 whether it has a v2 part
   */
  static InfoHashes of(byte[] rawInfo, boolean hasV1, boolean hasV2) {
    return new InfoHashes(
        hasV1 ? InfoHash.v1Of(rawInfo) : null, hasV2 ? InfoHash.v2Of(rawInfo) : null);
  }

  /**
   * The SHA-1.
   *
   * @return 20 bytes, or nothing if the torrent has no v1 part
   */
  public Optional<InfoHash> v1() {
    return Optional.ofNullable(v1);
  }

  /**
   * The SHA-256.
   *
   * @return 32 bytes, or nothing if the torrent has no v2 part
   */
  public Optional<InfoHash> v2() {
    return Optional.ofNullable(v2);
  }

  /**
   * What goes on the wire first: the v1 hash if there is one, else the v2 hash cut to 20 bytes.
   *
   * @return 20 bytes
   */
  public InfoHash handshake() {
    return v1 != null ? v1 : v2.truncated();
  }

  /**
   * Whether a peer, tracker or DHT node that names 20 bytes means this torrent.
   *
   * @param hash any info-hash
   * @return true if its 20 bytes are the v1 hash or the beginning of the v2 hash
   */
  public boolean matches20(InfoHash hash) {
    InfoHash wanted = hash.truncated();
    return wanted.equals(v1) || (v2 != null && wanted.equals(v2.truncated()));
  }

  /**
   * Whether a raw info dictionary is the one meant: every hash that is known fits.
   *
   * @param rawInfo the bytes as they came
   * @return false if one of the hashes differs
   */
  public boolean verify(byte[] rawInfo) {
    return (v1 == null || v1.equals(InfoHash.v1Of(rawInfo)))
        && (v2 == null || v2.equals(InfoHash.v2Of(rawInfo)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InfoHashes that
        && Objects.equals(that.v1, v1)
        && Objects.equals(that.v2, v2);
  }

  @Override
  public int hashCode() {
    return Objects.hash(v1, v2);
  }

  @Override
  public String toString() {
    return v1 == null ? v2.hex() : v2 == null ? v1.hex() : v1.hex() + "+" + v2.hex();
  }
}
