package io.quoin.incentive.btt.wire;

import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands under {@code qn_btt} in the extension handshake.
 *
 * @param net the ledger's network
 * @param token in which is paid
 * @param decimals of the token
 * @param nonce of the connection
 * @param buys whether it pays for blocks
 * @param sells whether it is paid for blocks
 */
public record Hello(
    NetId net, TokenId token, int decimals, Digest nonce, boolean buys, boolean sells) {

  /** The name of the extension, and the key in the handshake. */
  public static final String NAME = "qn_btt";

  /** The key of the nonce. */
  public static final String NONCE = "n";

  private static final long VERSION = 1;
  private static final int BUYS = 1;
  private static final int SELLS = 2;
  private static final Bencode.Limits LIMITS = new Bencode.Limits(8, 128, MessageCodec.LONGEST);

  /**
   * What is offered to everybody: all but the nonce.
   *
   * @param net the ledger's network
   * @param token what is paid in
   * @param buys whether we pay
   * @param sells whether we are paid
   */
  public static ByteBuffer offer(NetId net, TokenFacts token, boolean buys, boolean sells) {
    BDictionary.Builder d = BDictionary.builder();
    d.put("v", VERSION);
    d.put("net", ByteBuffer.allocate(Long.BYTES).putLong(net.value()).array());
    d.put("tok", token.id().value()).put("dec", token.decimals());
    d.put("role", (buys ? BUYS : 0) | (sells ? SELLS : 0));
    return ByteBuffer.wrap(Bencode.encode(d.build()));
  }

  /** Reads what a peer offers; nothing if it is not of this version or not well-formed. */
  public static Optional<Hello> decode(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    try {
      if (Bencode.decode(bytes, Bencode.Mode.TOLERANT, LIMITS) instanceof BDictionary dictionary) {
        return decode(new Fields(dictionary));
      }
    } catch (BencodeException | FieldFault notOurs) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Hello> decode(Fields f) throws FieldFault {
    if (f.number("v", 0, Long.MAX_VALUE) != VERSION) {
      return Optional.empty();
    }
    long role = f.number("role", 0, Long.MAX_VALUE);
    return Optional.of(
        new Hello(
            new NetId(ByteBuffer.wrap(f.bytes("net", Long.BYTES)).getLong()),
            new TokenId(f.number("tok", 0, Long.MAX_VALUE)),
            f.small("dec", 0, 18),
            f.digest(NONCE),
            (role & BUYS) != 0,
            (role & SELLS) != 0));
  }
}
