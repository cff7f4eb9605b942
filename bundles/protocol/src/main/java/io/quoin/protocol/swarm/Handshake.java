package io.quoin.protocol.swarm;

import io.quoin.metainfo.InfoHash;

/**
 * The handshake of BEP 3.
 *
 * @param reserved 64 bits, the first byte highest
 * @param infoHash 20 bytes
 * @param peerId 20 bytes
 */
public record Handshake(long reserved, InfoHash infoHash, PeerId peerId) {

  /** Extension protocol (BEP 10). */
  public static final long EXTENDED = 0x100000L;

  /** Fast extension (BEP 6). */
  public static final long FAST = 0x4L;

  /** Length on the wire in bytes. */
  public static final int LENGTH = 68;

  boolean extended() {
    return (reserved & EXTENDED) != 0;
  }

  boolean fast() {
    return (reserved & FAST) != 0;
  }
}
