package io.quoin.incentive.btt;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.buying.KnownSellers;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one policy leaves to the next: the price it asked, and the nonces of channels it opened.
 * Never money; without it new channels are opened and the price starts anew.
 */
final class HandOverBytes {
  private static final int VERSION = 1;
  private static final int PEER_ID = 20;
  private static final long LATEST = Instant.MAX.getEpochSecond();
  private static final Bencode.Limits LIMITS = new Bencode.Limits(4, 20_000, HandOver.LIMIT);

  private HandOverBytes() {}

  /**
   * What was handed over.
   *
   * @param ask the price, if any was
   * @param sellers channels that were opened
   */
  record Left(OptionalLong ask, KnownSellers sellers) {

    static Left nothing() {
      return new Left(OptionalLong.empty(), new KnownSellers());
    }
  }

  static HandOver write(long ask, KnownSellers sellers) {
    BDictionary.Builder d = BDictionary.builder();
    d.put("ask", ask);
    List<BValue> drafts =
        sellers.all().entrySet().stream().map(e -> draft(e.getKey(), e.getValue())).toList();
    d.put(BString.of("sellers"), BList.of(drafts));
    return new HandOver(VERSION, ByteBuffer.wrap(Bencode.encode(d.build())));
  }

  private static BValue draft(ByteBuffer peerId, KnownSellers.Draft draft) {
    byte[] id = new byte[peerId.remaining()];
    peerId.duplicate().get(id);
    return BList.of(
        BString.of(id),
        BString.of(draft.nonce().toByteArray()),
        BInteger.of(draft.capacity()),
        BInteger.of(draft.expiry().getEpochSecond()));
  }

  static Left read(Optional<HandOver> from) {
    if (from.isEmpty() || from.get().version() != VERSION) {
      return Left.nothing();
    }
    byte[] bytes = new byte[from.get().bytes().remaining()];
    from.get().bytes().get(bytes);
    try {
      if (!(Bencode.decode(bytes, Bencode.Mode.STRICT, LIMITS) instanceof BDictionary d)) {
        return Left.nothing();
      }
      KnownSellers sellers = new KnownSellers();
      d.list("sellers").ifPresent(list -> list.forEach(value -> remember(value, sellers)));
      return new Left(d.integer("ask"), sellers);
    } catch (BencodeException e) {
      return Left.nothing();
    }
  }

  private static void remember(BValue value, KnownSellers sellers) {
    if (value instanceof BList list
        && list.values().size() == 4
        && list.values().get(0) instanceof BString id
        && list.values().get(1) instanceof BString nonce
        && list.values().get(2) instanceof BInteger capacity
        && list.values().get(3) instanceof BInteger expiry
        && id.length() == PEER_ID
        && nonce.length() == Digest.BYTES
        && capacity.value() >= 1
        && expiry.value() >= 0
        && expiry.value() <= LATEST) {
      sellers.put(
          id.toByteArray(),
          new KnownSellers.Draft(
              Digest.of(nonce.toByteArray()),
              capacity.value(),
              Instant.ofEpochSecond(expiry.value())));
    }
  }
}
