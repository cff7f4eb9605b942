package io.quoin.incentive.btt.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import io.quoin.incentive.btt.wire.BttMessage.Open;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Function;

/**
 * The digests of one network and token. Pure; costs a microsecond or two each.
 *
 * <p>Nothing here is ever the digest of a transfer: those are SHA-256, these are Keccak-256 with a
 * tag.
 */
public final class SignedBytes {
  private static final int TAG = 16;
  private static final int HASH = 20;
  private static final int SESSION = 188;
  private static final int CHANNEL = 157;
  private static final int OPEN = 176;
  private static final int ACK = 101;
  private static final int VOUCHER = 92;

  private final Function<ByteBuffer, Digest> keccak256;
  private final NetId net;
  private final TokenId token;

  /**
   * Of a network and token.
   *
   * @param keccak256 hashes bytes
   */
  public SignedBytes(Function<ByteBuffer, Digest> keccak256, NetId net, TokenId token) {
    this.keccak256 = keccak256;
    this.net = net;
    this.token = token;
  }

  private static ByteBuffer begin(String tag, int length) {
    return ByteBuffer.allocate(length).put(tag.getBytes(US_ASCII)).position(TAG);
  }

  private ByteBuffer network(ByteBuffer bytes) {
    return bytes.putLong(net.value()).putLong(token.value());
  }

  private Digest hash(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      throw new IllegalStateException(bytes.remaining() + " bytes of a layout are missing");
    }
    return keccak256.apply(bytes.flip());
  }

  /** What a connection is named by in all that is signed for it. */
  public Digest session(Session session) {
    ByteBuffer bytes = network(begin("qn_btt/1 session", SESSION));
    bytes.put(session.infoHash().toByteArray());
    bytes.put(session.initiator()).put(session.acceptor());
    bytes.put(session.initiatorNonce().bytes()).put(session.acceptorNonce().bytes());
    bytes.put(session.secret().bytes());
    return hash(bytes);
  }

  /** The id of the post-paid channel that an open and a payee make. */
  public ChannelId channel(
      Address payer, Address payee, Address signer, Instant expiry, Digest nonce) {
    ByteBuffer bytes = network(begin("qn_btt/1 channel", CHANNEL));
    bytes.put((byte) 0).put(new byte[Address.BYTES]);
    bytes.put(payer.bytes()).put(payee.bytes()).put(signer.bytes());
    bytes.putLong(expiry.getEpochSecond()).put(nonce.bytes());
    return new ChannelId(hash(bytes));
  }

  /**
   * What the signer of an open signs.
   *
   * @param open its own signature is not looked at
   */
  public Digest open(Digest session, Open open) {
    ByteBuffer bytes = begin("qn_btt/1 open", OPEN).put(session.bytes());
    network(bytes).put((byte) open.mode()).put(new byte[Address.BYTES]);
    bytes.put(open.payer().bytes()).put(open.signer().bytes());
    bytes.putLong(open.capacity()).putLong(open.expiry()).put(open.nonce().bytes());
    return hash(bytes);
  }

  /** What the payee's signer signs. */
  public Digest ack(Digest session, ChannelId channel, Address payee) {
    ByteBuffer bytes = begin("qn_btt/1 ack", ACK).put(session.bytes());
    return hash(bytes.put(channel.digest().bytes()).put(payee.bytes()));
  }

  /** What the signer of a voucher signs. */
  public Digest voucher(Voucher voucher) {
    ByteBuffer bytes = begin("qn_btt/1 voucher", VOUCHER);
    bytes.put(voucher.channel().digest().bytes());
    bytes.put(voucher.lane().hash().toByteArray(), 0, HASH);
    bytes.putLong(voucher.sequence()).putLong(voucher.amount()).putLong(voucher.bytes());
    return hash(bytes);
  }
}
