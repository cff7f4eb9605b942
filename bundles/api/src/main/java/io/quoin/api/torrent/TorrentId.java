package io.quoin.api.torrent;

import io.quoin.metainfo.InfoHash;
import io.quoin.metainfo.InfoHashes;

/**
 * Names a torrent on every surface: its 20-byte info-hash of version 1 or, without one, the first
 * 20 bytes of the version 2 hash (BEP 52), as peers say it in the handshake.
 *
 * @param hash 20 bytes
 */
public record TorrentId(InfoHash hash) {

  /**
   * Checks the hash's length.
   *
   * @throws IllegalArgumentException if it is not 20 bytes long
   */
  public TorrentId {
    if (hash.isV2()) {
      throw new IllegalArgumentException("a torrent id has 20 bytes, not 32");
    }
  }

  /**
   * The id of a torrent with these info-hashes.
   *
   * @param hashes of either version or both
   * @return the id
   */
  public static TorrentId of(InfoHashes hashes) {
    return new TorrentId(hashes.handshake());
  }

  /** Forty lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return hash.hex();
  }
}
