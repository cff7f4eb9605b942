package io.quoin.incentive.btt;

import io.quoin.api.incentive.HandOver;
import io.quoin.api.journal.ChannelId;
import io.quoin.api.ledger.Digest;
import io.quoin.incentive.btt.buying.Interrupted;
import io.quoin.incentive.btt.buying.KnownSellers;
import io.quoin.incentive.btt.channel.Span;
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
 * What one policy leaves to the next: the price it asked, the nonces of channels it opened, and how
 * far leases had come on connections that go on. Never money; without it new channels are opened,
 * the price starts anew, and what had come in a lease and had no verdict is not paid.
 */
final class HandOverBytes {
  private static final int VERSION = 1;
  private static final int PEER_ID = 20;
  private static final long LATEST = Instant.MAX.getEpochSecond();
  private static final Bencode.Limits LIMITS = new Bencode.Limits(6, 40_000, HandOver.LIMIT);

  private HandOverBytes() {}

  /**
   * What was handed over.
   *
   * @param ask the price, if any was
   * @param sellers channels that were opened
   * @param interrupted leases to go on with
   */
  record Left(OptionalLong ask, KnownSellers sellers, Interrupted interrupted) {

    static Left nothing() {
      return new Left(OptionalLong.empty(), new KnownSellers(), new Interrupted());
    }
  }

  static HandOver write(long ask, KnownSellers sellers, Interrupted interrupted) {
    BDictionary.Builder d = BDictionary.builder();
    d.put("ask", ask);
    List<BValue> drafts =
        sellers.all().entrySet().stream().map(e -> draft(e.getKey(), e.getValue())).toList();
    d.put(BString.of("sellers"), BList.of(drafts));
    List<BValue> leases =
        interrupted.all().entrySet().stream().map(e -> lease(e.getKey(), e.getValue())).toList();
    d.put(BString.of("leases"), BList.of(leases));
    return new HandOver(VERSION, ByteBuffer.wrap(Bencode.encode(d.build())));
  }

  private static BString string(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return BString.of(bytes);
  }

  private static BValue lease(ByteBuffer connection, Interrupted.Left left) {
    return BList.of(
        string(connection),
        BString.of(left.channel().digest().toByteArray()),
        BList.of(left.spans().stream().map(HandOverBytes::span).toList()));
  }

  private static BValue span(Span span) {
    return BList.of(
        BInteger.of(span.from()),
        BInteger.of(span.to()),
        BInteger.of(span.good()),
        BInteger.of(span.bad()),
        BInteger.of(span.badBefore()),
        BInteger.of(span.cut() ? 1 : 0));
  }

  private static BValue draft(ByteBuffer peerId, KnownSellers.Draft draft) {
    return BList.of(
        string(peerId),
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
      Interrupted interrupted = new Interrupted();
      d.list("leases").ifPresent(list -> list.forEach(value -> remember(value, interrupted)));
      return new Left(d.integer("ask"), sellers, interrupted);
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

  private static void remember(BValue value, Interrupted interrupted) {
    if (value instanceof BList list
        && list.values().size() == 3
        && list.values().get(0) instanceof BString connection
        && list.values().get(1) instanceof BString channel
        && list.values().get(2) instanceof BList spans
        && connection.length() == Digest.BYTES
        && channel.length() == Digest.BYTES) {
      List<Span> read = spans.values().stream().flatMap(span -> span(span).stream()).toList();
      if (read.size() == spans.values().size()) {
        interrupted.put(
            connection.toByteArray(),
            new Interrupted.Left(new ChannelId(Digest.of(channel.toByteArray())), read));
      }
    }
  }

  private static Optional<Span> span(BValue value) {
    if (!(value instanceof BList list) || list.values().size() != 6) {
      return Optional.empty();
    }
    List<Long> numbers =
        list.values().stream()
            .filter(BInteger.class::isInstance)
            .map(number -> ((BInteger) number).value())
            .filter(number -> number >= 0)
            .toList();
    boolean fits =
        numbers.size() == 6
            && numbers.get(0) <= numbers.get(1)
            && numbers.get(2) <= numbers.get(1) - numbers.get(0);
    return fits
        ? Optional.of(
            new Span(
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4),
                numbers.get(5) != 0))
        : Optional.empty();
  }
}
