package io.quoin.ledger.tron;

import com.google.protobuf.ByteString;
import io.quoin.api.ledger.LedgerHead;
import io.quoin.api.ledger.NetId;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.tron.trident.proto.Response.BlockExtention;

/**
 * A block's header.
 *
 * @param number counted from 0
 * @param time when it was made
 * @param id 32 bytes, the first eight its number
 */
record Block(long number, Instant time, ByteString id) {

  /** Bytes of a block id. */
  static final int ID_BYTES = 32;

  /**
   * Reads a node's answer.
   *
   * @throws IllegalArgumentException if it is no block
   */
  static Block of(BlockExtention answer) {
    long number = answer.getBlockHeader().getRawData().getNumber();
    ByteString id = answer.getBlockid();
    if (id.size() != ID_BYTES || id.asReadOnlyByteBuffer().getLong() != number || number < 0) {
      throw new IllegalArgumentException("it sent a block whose id is not of its number");
    }
    return new Block(
        number, Instant.ofEpochMilli(answer.getBlockHeader().getRawData().getTimestamp()), id);
  }

  LedgerHead head() {
    return new LedgerHead(number, time);
  }

  /** Which network it begins, if it is the first. */
  NetId net() {
    return new NetId(id.asReadOnlyByteBuffer().getLong(ID_BYTES - Long.BYTES));
  }

  /** The two bytes by which a transfer refers to it. */
  ByteString referenceBytes() {
    return ByteString.copyFrom(ByteBuffer.allocate(2).putShort((short) number).flip());
  }

  /** The eight bytes by which a transfer proves that it means this one. */
  ByteString referenceHash() {
    return id.substring(Long.BYTES, 2 * Long.BYTES);
  }
}
