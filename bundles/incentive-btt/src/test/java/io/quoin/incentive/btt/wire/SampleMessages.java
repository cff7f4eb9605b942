package io.quoin.incentive.btt.wire;

import io.quoin.api.journal.ChannelId;
import io.quoin.api.journal.LaneSettlement;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.journal.Voucher;
import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.ledger.Signature;
import io.quoin.api.ledger.TransferId;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.TestKeys;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BInteger;
import io.quoin.metainfo.BList;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import io.quoin.metainfo.BencodeException;
import io.quoin.metainfo.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every message there is, and everything that can be wrong with one. */
public final class SampleMessages {
  private static final Address ADDRESS = address(1);
  private static final ChannelId CHANNEL = new ChannelId(Digest.ofHex("ab".repeat(32)));
  private static final TorrentId LANE = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  private static final Signature SIGNATURE = Signature.of(new byte[65]);
  private static final long MOST = Long.MAX_VALUE;

  private SampleMessages() {}

  private static Address address(int last) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = Address.PREFIX;
    bytes[Address.BYTES - 1] = (byte) last;
    return Address.of(bytes);
  }

  private static SignedVoucher voucher(long number) {
    return new SignedVoucher(new Voucher(CHANNEL, LANE, number, number, number), SIGNATURE);
  }

  /** Every message with the longest values it can have. */
  public static Stream<BttMessage> messages() {
    List<LaneSettlement> lanes =
        IntStream.range(0, BttMessage.MOST_SETTLED)
            .mapToObj(
                i ->
                    new LaneSettlement(
                        CHANNEL, new TorrentId(InfoHash.ofHex("%040x".formatted(i + 1))), MOST))
            .toList();
    return Stream.of(
        new BttMessage.Ask(1L << 53, 65_535, 86_400),
        new BttMessage.Bid(MOST, 1L << 53, MOST, 86_400),
        new BttMessage.Accepted(MOST, 1L << 53, 3600, MOST, MOST),
        new BttMessage.Refused(MOST, RefusalReason.EXPIRED),
        new BttMessage.Open(
            ADDRESS, ADDRESS, Digest.ofHex("22".repeat(32)), 1, MOST, MOST, SIGNATURE),
        new BttMessage.Ack(ADDRESS, CHANNEL, MOST, MOST, SIGNATURE),
        new BttMessage.Promise(voucher(MOST)),
        new BttMessage.Receipt(CHANNEL, LANE, Optional.of(voucher(MOST)), MOST),
        new BttMessage.Receipt(CHANNEL, LANE, Optional.empty(), 0),
        new BttMessage.Close(CHANNEL, LANE),
        new BttMessage.Problem(ProblemCode.NOT_SETTLED, 65_535),
        new BttMessage.Settled(new TransferId(Digest.ofHex("33".repeat(32))), 1024, lanes),
        new BttMessage.Rejected(Digest.ofHex("44".repeat(32)), RejectCode.NOT_PAYABLE));
  }

  /** A message as the dictionary that it is. */
  static BDictionary dictionary(BttMessage message) {
    byte[] bytes = TestKeys.bytes(MessageCodec.encode(message));
    try {
      return (BDictionary) Bencode.decode(bytes, Bencode.Mode.STRICT);
    } catch (BencodeException e) {
      throw new AssertionError(e);
    }
  }

  /** A dictionary but for one of its keys. */
  static BDictionary.Builder copy(BDictionary of, Optional<BString> without) {
    BDictionary.Builder copy = BDictionary.builder();
    for (Map.Entry<BString, BValue> entry : of.entries()) {
      if (!without.equals(Optional.of(entry.getKey()))) {
        copy.put(entry.getKey(), entry.getValue());
      }
    }
    return copy;
  }

  /** Values that are wrong for any field of the given kind. */
  private static List<BValue> wrong(BValue right) {
    List<BValue> wrong = new ArrayList<>();
    wrong.add(BDictionary.builder().build());
    if (right instanceof BInteger) {
      wrong.add(BString.of("1"));
      wrong.add(BList.of());
      wrong.add(BInteger.of(-1));
      wrong.add(BInteger.of(Long.MIN_VALUE));
    } else if (right instanceof BString string) {
      wrong.add(BInteger.of(1));
      wrong.add(BList.of());
      wrong.add(BString.of(""));
      wrong.add(BString.of(Arrays.copyOf(string.toByteArray(), string.length() - 1)));
      wrong.add(BString.of(Arrays.copyOf(string.toByteArray(), string.length() + 1)));
      wrong.addAll(otherwiseWrong(string.toByteArray()));
    } else if (right instanceof BList list) {
      wrong.add(BInteger.of(1));
      wrong.add(BString.of("x"));
      wrong.add(BList.of());
      wrong.add(BList.of(BInteger.of(1)));
      wrong.add(BList.of(BList.of()));
      wrong.add(BList.of(list.values().get(0), list.values().get(0)));
    }
    return wrong;
  }

  /** Of the right length, and yet no address or signature. */
  private static List<BValue> otherwiseWrong(byte[] right) {
    byte[] bytes = right.clone();
    if (right.length == Address.BYTES) {
      bytes[0]++;
      return List.of(BString.of(bytes));
    }
    if (right.length == Signature.BYTES) {
      bytes[Signature.BYTES - 1] = 2;
      byte[] negative = right.clone();
      negative[Signature.BYTES - 1] = (byte) 0xff;
      return List.of(BString.of(bytes), BString.of(negative));
    }
    return List.of();
  }

  /** Everything wrong that can be made of every field of every message. */
  public static Stream<byte[]> wrongMessages() {
    List<byte[]> wrong = new ArrayList<>();
    messages()
        .forEach(
            message -> {
              BDictionary right = dictionary(message);
              for (Map.Entry<BString, BValue> field : right.entries()) {
                for (BValue value : wrong(field.getValue())) {
                  BDictionary.Builder d = copy(right, Optional.empty());
                  wrong.add(Bencode.encode(d.put(field.getKey(), value).build()));
                }
              }
            });
    for (String text :
        List.of(
            "",
            "d",
            "i1e",
            "le",
            "1:t",
            "de",
            "d1:ti1ee ",
            "d1:vi1e1:ti1e1:si1e1:pi1ee",
            "d1:ti01e1:pi1e1:si1e1:vi1ee",
            "d1:ti1e1:ti1ee",
            "d1:ti99999999999999999999ee",
            "d1:pi0e1:si1e1:ti1e1:vi1ee",
            "d1:pi9007199254740993e1:si1e1:ti1e1:vi1ee",
            "d1:pi1e1:si65536e1:ti1e1:vi1ee",
            "d1:pi1e1:si1e1:ti1e1:vi0ee",
            "d1:pi1e1:si1e1:ti1e1:vi86401ee",
            "d1:bi1e1:pi1e1:qi0e1:ti2e1:vi1ee",
            "d1:ai0e1:bi1e1:pi1e1:qi1e1:si3601e1:ti3ee",
            "d1:bi1e1:pi1e1:qi1e1:si30e1:ti3ee",
            "d1:qi1e1:ri65536e1:ti3ee",
            "d1:al" + "l".repeat(200) + "e".repeat(200) + "e1:ti1ee")) {
      wrong.add(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return wrong.stream();
  }
}
