package io.quoin.api.ledger;

import java.nio.ByteBuffer;

/**
 * A transfer as it will be signed and sent. Stored before it is sent, it can be sent again after a
 * crash without paying twice.
 *
 * @param id its name, and what is to be signed
 * @param order what it does
 * @param raw the ledger's own bytes, at most 1 KiB
 */
public record PreparedTransfer(TransferId id, TransferOrder order, ByteBuffer raw) {

  /** The most raw bytes. */
  public static final int LIMIT = 1024;

  /**
   * Keeps a read-only view from position to limit.
   *
   * @throws IllegalArgumentException if there are more bytes than {@link #LIMIT}
   */
  public PreparedTransfer {
    if (raw.remaining() > LIMIT) {
      throw new IllegalArgumentException(
          "a transfer has at most " + LIMIT + " raw bytes, not " + raw.remaining());
    }
    raw = raw.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer raw() {
    return raw.duplicate();
  }
}
