package io.quoin.ledger.local;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.PreparedTransfer;
import io.quoin.api.ledger.TokenId;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.ledger.TransferOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The bytes of a transfer: a tag of 16 bytes, net 8, token 8, from 21, signer 21, to 21, amount 8,
 * timestamp 8, expiration 8, both in milliseconds; big-endian. Their SHA-256 is its id.
 *
 * @param net of which ledger
 * @param token of which token
 * @param order what is to be done
 */
record RawTransfer(NetId net, TokenId token, TransferOrder order) {

  static final int BYTES = 119;

  private static final byte[] TAG = "quoin/1 transfer".getBytes(StandardCharsets.US_ASCII);

  ByteBuffer encoded() {
    return ByteBuffer.allocate(BYTES)
        .put(TAG)
        .putLong(net.value())
        .putLong(token.value())
        .put(order.from().bytes())
        .put(order.signer().bytes())
        .put(order.to().bytes())
        .putLong(order.amount())
        .putLong(order.timestamp().toEpochMilli())
        .putLong(order.expiration().toEpochMilli())
        .flip();
  }

  TransferId id() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(encoded());
      return new TransferId(Digest.of(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  PreparedTransfer prepared() {
    return new PreparedTransfer(id(), order, encoded());
  }

  /**
   * Reads a transfer.
   *
   * @param bytes all that remain are its own
   * @throws IllegalArgumentException if they are none
   */
  static RawTransfer decode(ByteBuffer bytes) {
    if (bytes.remaining() != BYTES) {
      throw new IllegalArgumentException("a transfer has " + BYTES + " bytes");
    }
    byte[] tag = new byte[TAG.length];
    bytes.get(tag);
    if (!MessageDigest.isEqual(tag, TAG)) {
      throw new IllegalArgumentException("a transfer begins with its tag");
    }
    return new RawTransfer(
        new NetId(bytes.getLong()),
        new TokenId(bytes.getLong()),
        new TransferOrder(
            address(bytes),
            address(bytes),
            address(bytes),
            bytes.getLong(),
            Instant.ofEpochMilli(bytes.getLong()),
            Instant.ofEpochMilli(bytes.getLong())));
  }

  static Address address(ByteBuffer bytes) {
    byte[] address = new byte[Address.BYTES];
    bytes.get(address);
    return Address.of(address);
  }
}
