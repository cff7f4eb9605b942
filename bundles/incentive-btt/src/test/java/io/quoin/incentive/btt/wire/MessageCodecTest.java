package io.quoin.incentive.btt.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as bytes, and everything that can be wrong with them. */
class MessageCodecTest {
  private static final Address ADDRESS = address(1);
  private static final ChannelId CHANNEL = new ChannelId(Digest.ofHex("ab".repeat(32)));
  private static final TorrentId LANE = new TorrentId(InfoHash.ofHex("11".repeat(20)));
  private static final Signature SIGNATURE = Signature.of(new byte[65]);
  private static final long MOST = Long.MAX_VALUE;

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
  static Stream<BttMessage> messages() {
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

  @ParameterizedTest
  @MethodSource("messages")
  void what_is_written_is_read_and_fits_into_a_message(BttMessage message) {
    ByteBuffer bytes = MessageCodec.encode(message);

    assertThat(bytes.remaining()).isLessThanOrEqualTo(MessageCodec.LONGEST);
    assertThat(MessageCodec.decode(bytes)).isEqualTo(new Decoded.Known(message));
  }

  private static BDictionary dictionary(BttMessage message) {
    byte[] bytes = TestKeys.bytes(MessageCodec.encode(message));
    try {
      return (BDictionary) Bencode.decode(bytes, Bencode.Mode.STRICT);
    } catch (BencodeException e) {
      throw new AssertionError(e);
    }
  }

  private static BDictionary.Builder copy(BDictionary of, Optional<BString> without) {
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

  /** Everything wrong that can be made of every field of every message. */
  static Stream<byte[]> wrongMessages() {
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

  @ParameterizedTest
  @MethodSource("wrongMessages")
  void whatever_is_wrong_with_a_field_makes_one_fault_and_no_exception(byte[] wrong) {
    assertThat(MessageCodec.decode(ByteBuffer.wrap(wrong))).isInstanceOf(Decoded.Fault.class);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_field_that_is_missing_makes_a_fault_or_another_message(BttMessage message) {
    BDictionary right = dictionary(message);
    for (Map.Entry<BString, BValue> field : right.entries()) {
      byte[] without = Bencode.encode(copy(right, Optional.of(field.getKey())).build());

      Decoded decoded = MessageCodec.decode(ByteBuffer.wrap(without));

      assertThat(decoded).isNotEqualTo(new Decoded.Known(message));
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void fields_that_nobody_knows_are_passed_over(BttMessage message) {
    BDictionary.Builder more = copy(dictionary(message), Optional.empty());
    byte[] bytes = Bencode.encode(more.put("zz", "").put("y", 7).build());

    Decoded expected =
        bytes.length > MessageCodec.LONGEST
            ? new Decoded.Fault("a message of " + bytes.length + " bytes")
            : new Decoded.Known(message);
    assertThat(MessageCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void keys_out_of_order_make_a_fault(BttMessage message) {
    List<Map.Entry<BString, BValue>> entries = dictionary(message).entries();
    StringBuilder reversed = new StringBuilder("d");
    for (int i = entries.size() - 1; i >= 0; i--) {
      reversed.append(text(entries.get(i).getKey().raw()));
      reversed.append(text(entries.get(i).getValue().raw()));
    }
    byte[] bytes = reversed.append('e').toString().getBytes(StandardCharsets.ISO_8859_1);

    assertThat(MessageCodec.decode(ByteBuffer.wrap(bytes))).isInstanceOf(Decoded.Fault.class);
  }

  private static String text(ByteBuffer raw) {
    return StandardCharsets.ISO_8859_1.decode(raw).toString();
  }

  @Property(tries = 2000)
  void any_bytes_are_read_without_an_exception(@ForAll @Size(max = 1100) byte[] bytes) {
    assertThat(MessageCodec.decode(ByteBuffer.wrap(bytes))).isNotNull();
  }

  @Property(tries = 3000)
  void messages_with_bytes_changed_are_read_without_an_exception(
      @ForAll @IntRange(max = 12) int which,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1023) Integer> places,
      @ForAll byte value) {
    byte[] bytes = TestKeys.bytes(MessageCodec.encode(messages().toList().get(which)));
    places.forEach(place -> bytes[place % bytes.length] = value);

    Decoded decoded = MessageCodec.decode(ByteBuffer.wrap(bytes));

    if (decoded instanceof Decoded.Known known) {
      assertThat(MessageCodec.encode(known.message()).remaining())
          .isLessThanOrEqualTo(MessageCodec.LONGEST);
    }
  }

  @Property(tries = 100)
  void another_type_is_told_from_a_fault(@ForAll @IntRange(min = 12) int type) {
    byte[] bytes = ("d1:ti" + type + "ee").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(MessageCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(new Decoded.Unknown(type));
  }
}
