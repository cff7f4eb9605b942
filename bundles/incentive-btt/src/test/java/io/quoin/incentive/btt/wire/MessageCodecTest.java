package io.quoin.incentive.btt.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.incentive.btt.TestKeys;
import io.quoin.metainfo.BDictionary;
import io.quoin.metainfo.BString;
import io.quoin.metainfo.BValue;
import io.quoin.metainfo.Bencode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as bytes, and everything that can be wrong with them. */
class MessageCodecTest {
  static Stream<BttMessage> messages() {
    return SampleMessages.messages();
  }

  static Stream<byte[]> wrongMessages() {
    return SampleMessages.wrongMessages();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void what_is_written_is_read_and_fits_into_a_message(BttMessage message) {
    ByteBuffer bytes = MessageCodec.encode(message);

    assertThat(bytes.remaining()).isLessThanOrEqualTo(MessageCodec.LONGEST);
    assertThat(MessageCodec.decode(bytes)).isEqualTo(new Decoded.Known(message));
  }

  @ParameterizedTest
  @MethodSource("wrongMessages")
  void whatever_is_wrong_with_a_field_makes_one_fault_and_no_exception(byte[] wrong) {
    assertThat(MessageCodec.decode(ByteBuffer.wrap(wrong))).isInstanceOf(Decoded.Fault.class);
  }

  /** What the field of a message is replaced by, as it is written. */
  private static byte[] with(String text, String key, String value) {
    return text.replaceFirst("1:" + key + "i-?\\d+e", "1:" + key + "i" + value + "e")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}: {1} from {2} to {3}")
  @CsvSource({
    "ask, p, 1, 9007199254740992",
    "ask, s, 0, 65535",
    "ask, v, 1, 86400",
    "bid, q, 1, 9223372036854775807",
    "bid, p, 1, 9007199254740992",
    "bid, b, 0, 9223372036854775807",
    "bid, v, 1, 86400",
    "accepted, q, 1, 9223372036854775807",
    "accepted, p, 1, 9007199254740992",
    "accepted, s, 1, 3600",
    "accepted, b, 0, 9223372036854775807",
    "accepted, a, 0, 9223372036854775807",
    "refused, q, 1, 9223372036854775807",
    "refused, r, 0, 65535",
    "open, m, 0, 1",
    "open, c, 1, 9223372036854775807",
    "open, x, 0, 9223372036854775807",
    "ack, u, 0, 9223372036854775807",
    "ack, d, 0, 9223372036854775807",
    "promise, q, 1, 9223372036854775807",
    "promise, a, 0, 9223372036854775807",
    "promise, b, 1, 9223372036854775807",
    "receipt, q, 1, 9223372036854775807",
    "receipt, a, 0, 9223372036854775807",
    "receipt, b, 1, 9223372036854775807",
    "receipt, d, 9223372036854775807, 9223372036854775807",
    "problem, e, 0, 65535",
    "problem, r, 0, 65535",
    "settled, k, 11, 1024",
    "rejected, e, 0, 65535"
  })
  void a_number_is_taken_from_the_least_to_the_most_and_no_farther(
      String name, String key, BigInteger least, BigInteger most) {
    BttMessage message =
        messages()
            .filter(m -> m.getClass().getSimpleName().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow();
    String text = text(MessageCodec.encode(message));

    for (BigInteger within : List.of(least, most)) {
      assertThat(MessageCodec.decode(ByteBuffer.wrap(with(text, key, within.toString()))))
          .isInstanceOf(Decoded.Known.class);
    }
    for (BigInteger beyond : List.of(least.subtract(BigInteger.ONE), most.add(BigInteger.ONE))) {
      assertThat(MessageCodec.decode(ByteBuffer.wrap(with(text, key, beyond.toString()))))
          .isInstanceOf(Decoded.Fault.class);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_field_that_is_missing_makes_a_fault_or_another_message(BttMessage message) {
    BDictionary right = SampleMessages.dictionary(message);
    for (Map.Entry<BString, BValue> field : right.entries()) {
      byte[] without =
          Bencode.encode(SampleMessages.copy(right, Optional.of(field.getKey())).build());

      Decoded decoded = MessageCodec.decode(ByteBuffer.wrap(without));

      assertThat(decoded).isNotEqualTo(new Decoded.Known(message));
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void fields_that_nobody_knows_are_passed_over(BttMessage message) {
    BDictionary.Builder more =
        SampleMessages.copy(SampleMessages.dictionary(message), Optional.empty());
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
    List<Map.Entry<BString, BValue>> entries = SampleMessages.dictionary(message).entries();
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
