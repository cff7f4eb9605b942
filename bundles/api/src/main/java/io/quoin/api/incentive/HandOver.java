package io.quoin.api.incentive;

import java.nio.ByteBuffer;

/**
 * What a policy leaves to its successor of the same provider id. Never money, never keys.
 *
 * @param version of the bytes' format, the provider's own counting
 * @param bytes at most 1 MiB
 */
public record HandOver(int version, ByteBuffer bytes) {

  /** The most that may be handed over, in bytes. */
  public static final int LIMIT = 1 << 20;

  /** Nothing to hand over. */
  public static final HandOver NOTHING = new HandOver(0, ByteBuffer.allocate(0));

  /**
   * Keeps a read-only view from position to limit.
   *
   * @throws IllegalArgumentException if there are more bytes than {@link #LIMIT}
   */
  public HandOver {
    if (bytes.remaining() > LIMIT) {
      throw new IllegalArgumentException(
          "a hand-over has at most " + LIMIT + " bytes, not " + bytes.remaining());
    }
    bytes = bytes.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
