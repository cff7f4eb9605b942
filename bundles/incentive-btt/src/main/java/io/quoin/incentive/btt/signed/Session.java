package io.quoin.incentive.btt.signed;

import io.quoin.api.ledger.Digest;
import io.quoin.metainfo.InfoHash;
import java.nio.ByteBuffer;

/**
 * What makes a connection this one and no other: an open that was signed for it is worthless on
 * another.
 *
 * @param infoHash of the acceptor's handshake, 20 bytes
 * @param initiator peer id of who opened the connection, 20 bytes
 * @param acceptor peer id of the other, 20 bytes
 * @param initiatorNonce from the initiator's extension handshake
 * @param acceptorNonce from the acceptor's
 * @param secret Keccak-256 of the shared secret of an encrypted connection, 32 zeros without
 */
public record Session(
    InfoHash infoHash,
    ByteBuffer initiator,
    ByteBuffer acceptor,
    Digest initiatorNonce,
    Digest acceptorNonce,
    Digest secret) {

  /** Of a connection that is not encrypted. */
  public static final Digest NO_SECRET = Digest.of(new byte[Digest.BYTES]);

  private static final int PEER_ID = 20;

  /**
   * Copies the peer ids.
   *
   * @throws IllegalArgumentException if a length is wrong
   */
  public Session {
    if (infoHash.isV2() || initiator.remaining() != PEER_ID || acceptor.remaining() != PEER_ID) {
      throw new IllegalArgumentException("info-hashes and peer ids have 20 bytes here");
    }
    initiator = copy(initiator);
    acceptor = copy(acceptor);
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(PEER_ID).put(bytes.duplicate()).flip().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer initiator() {
    return initiator.duplicate();
  }

  @Override
  public ByteBuffer acceptor() {
    return acceptor.duplicate();
  }
}
