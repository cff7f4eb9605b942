package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quoin.metainfo.Bencode.Limits;
import io.quoin.metainfo.Bencode.Mode;
import io.quoin.metainfo.BencodeException.Code;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {

  @Test
  void values_of_all_kinds_are_read() throws BencodeException {
    BValue value = Bencode.decode(bytes("d3:inti-42e4:listl1:ai7ee3:str0:e"), Mode.STRICT);

    assertThat(value)
        .isEqualTo(
            BDictionary.builder()
                .put("int", -42)
                .put("list", BList.of(BString.of("a"), BInteger.of(7)))
                .put("str", "")
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "i9223372036854775807e, 9223372036854775807",
    "i-9223372036854775808e, -9223372036854775808",
    "i0e, 0"
  })
  void the_whole_range_of_64_bits_is_read(String encoded, long expected) throws BencodeException {
    BValue value = Bencode.decode(bytes(encoded), Mode.STRICT);

    assertThat(value).isEqualTo(BInteger.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "i9223372036854775808e, OVERFLOW, 1",
    "i-9223372036854775809e, OVERFLOW, 2",
    "i99999999999999999999999999e, OVERFLOW, 1",
    "4294967297:a, OVERFLOW, 0",
    "5:abc, TRUNCATED, 0",
    "i12, TRUNCATED, 3",
    "l1:a, TRUNCATED, 4",
    "d1:ai1e, TRUNCATED, 7",
    "ie, UNEXPECTED_BYTE, 1",
    "i-e, UNEXPECTED_BYTE, 2",
    "i+1e, UNEXPECTED_BYTE, 1",
    "i1x, UNEXPECTED_BYTE, 2",
    "x, UNEXPECTED_BYTE, 0",
    "-1:a, UNEXPECTED_BYTE, 0",
    "e, UNEXPECTED_BYTE, 0",
    "di1ei2ee, UNEXPECTED_BYTE, 1",
    "d1:ae, UNEXPECTED_BYTE, 4",
    "i1ei2e, TRAILING_BYTES, 3",
    "'', TRUNCATED, 0"
  })
  void what_is_malformed_is_refused_in_both_modes(String encoded, Code code, int offset) {
    for (Mode mode : Mode.values()) {
      BencodeException refusal =
          catchThrowableOfType(BencodeException.class, () -> Bencode.decode(bytes(encoded), mode));

      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.offset()).isEqualTo(offset);
      assertThat(refusal).hasMessageEndingWith("at byte " + offset);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "i007e, NOT_CANONICAL",
    "i-0e, NOT_CANONICAL",
    "i-01e, NOT_CANONICAL",
    "i00e, NOT_CANONICAL",
    "03:abc, NOT_CANONICAL",
    "d1:bi1e1:ai2ee, UNSORTED_KEYS",
    "d2:aai1e1:ai2ee, UNSORTED_KEYS",
    "d1:ai1e1:ai2ee, REPEATED_KEY"
  })
  void what_is_sloppy_is_tolerated_or_refused_by_mode(String encoded, Code code)
      throws BencodeException {
    BValue tolerated = Bencode.decode(bytes(encoded), Mode.TOLERANT);

    assertThat(tolerated.raw()).isEqualTo(ByteBuffer.wrap(bytes(encoded)));
    assertThatExceptionOfType(BencodeException.class)
        .isThrownBy(() -> Bencode.decode(bytes(encoded), Mode.STRICT))
        .extracting(BencodeException::code)
        .isEqualTo(code);
  }

  @Test
  void of_a_repeated_key_the_first_counts() throws BencodeException {
    BDictionary value =
        (BDictionary) Bencode.decode(bytes("d1:bi1e1:ai2e1:bi3e1:ai4ee"), Mode.TOLERANT);

    assertThat(value.integer("a")).hasValue(2);
    assertThat(value.integer("b")).hasValue(1);
    assertThat(value.size()).isEqualTo(2);
  }

  @Test
  void every_value_keeps_the_bytes_it_came_from() throws BencodeException {
    BDictionary outer =
        (BDictionary) Bencode.decode(bytes("d1:zi007e4:infod1:b02:xx1:ai-0eee"), Mode.TOLERANT);

    ByteBuffer raw = outer.dictionary("info").orElseThrow().raw();

    assertThat(raw).isEqualTo(ByteBuffer.wrap(bytes("d1:b02:xx1:ai-0ee")));
    assertThat(raw.isReadOnly()).isTrue();
    assertThat(outer.get("z").orElseThrow().raw()).isEqualTo(ByteBuffer.wrap(bytes("i007e")));
    assertThat(outer.dictionary("info").orElseThrow().string("b").orElseThrow().raw())
        .isEqualTo(ByteBuffer.wrap(bytes("02:xx")));
  }

  @Test
  void a_built_value_has_its_canonical_encoding_as_raw_bytes() {
    BValue built = BList.of(BInteger.of(1), BString.of("x"), BDictionary.builder().build());

    ByteBuffer raw = built.raw();

    assertThat(raw).isEqualTo(ByteBuffer.wrap(bytes("li1e1:xdee")));
  }

  @Test
  void encoding_sorts_keys_as_unsigned_bytes() {
    BDictionary built =
        BDictionary.builder()
            .put(BString.of(new byte[] {(byte) 0xff}), BInteger.of(1))
            .put("b", 2)
            .put("ab", "x")
            .put("a", new byte[] {0})
            .build();

    byte[] encoded = Bencode.encode(built);

    assertThat(encoded).isEqualTo(bytes("d1:a1:\0002:ab1:x1:bi2e1:\u00ffi1ee"));
  }

  @Test
  void a_prefix_ends_where_its_value_ends() throws BencodeException {
    byte[] message = bytes("xxd8:msg_typei1e5:piecei0eeRAW METADATA");

    Bencode.Prefix prefix = Bencode.decodePrefix(message, 2, Mode.TOLERANT, Limits.MESSAGE);

    assertThat(((BDictionary) prefix.value()).integer("msg_type")).hasValue(1);
    assertThat(new String(message, prefix.end(), message.length - prefix.end(), ISO_8859_1))
        .isEqualTo("RAW METADATA");
  }

  @Test
  void a_prefix_may_not_start_outside_the_array() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Bencode.decodePrefix(new byte[2], 3, Mode.STRICT, Limits.MESSAGE));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void depth_is_bounded_at_the_limit(Mode mode) throws BencodeException {
    byte[] deepest = bytes("l".repeat(100) + "e".repeat(100));
    byte[] tooDeep = bytes("l".repeat(101) + "e".repeat(101));

    assertThat(Bencode.decode(deepest, mode).raw().remaining()).isEqualTo(200);
    assertRefused(tooDeep, mode, Limits.TORRENT, Code.TOO_DEEP);
  }

  @Test
  void a_bomb_of_open_lists_does_not_exhaust_the_stack() {
    assertRefused(bytes("l".repeat(5_000_000)), Mode.TOLERANT, Limits.TORRENT, Code.TOO_DEEP);
  }

  @Test
  void values_are_counted_up_to_the_limit_with_keys_and_containers() throws BencodeException {
    byte[] sixTokens = bytes("d1:ai1e1:bl1:xee");

    BValue value = Bencode.decode(sixTokens, Mode.STRICT, new Limits(10, 6, 100));

    assertThat(value).isInstanceOf(BDictionary.class);
    assertRefused(sixTokens, Mode.STRICT, new Limits(10, 5, 100), Code.TOO_MANY_TOKENS);
  }

  @Test
  void three_million_values_are_read_and_one_more_is_refused() throws BencodeException {
    byte[] most = bytes("l" + "0:".repeat(2_999_999) + "e");
    byte[] tooMany = bytes("l" + "0:".repeat(3_000_000) + "e");

    BList list = (BList) Bencode.decode(most, Mode.STRICT);

    assertThat(list.values()).hasSize(2_999_999);
    assertRefused(tooMany, Mode.STRICT, Limits.TORRENT, Code.TOO_MANY_TOKENS);
  }

  @Test
  void ten_megabytes_are_read_and_one_byte_more_is_refused() throws BencodeException {
    byte[] most = bytes("9999992:" + "x".repeat(9_999_992));
    byte[] tooLarge = bytes("9999993:" + "x".repeat(9_999_993));

    BString string = (BString) Bencode.decode(most, Mode.STRICT);

    assertThat(string.length()).isEqualTo(9_999_992);
    assertRefused(tooLarge, Mode.STRICT, Limits.TORRENT, Code.TOO_LARGE);
  }

  @Test
  void a_prefix_is_bounded_in_its_own_bytes_only() throws BencodeException {
    byte[] data = bytes("l4:spame" + "x".repeat(100));

    Bencode.Prefix prefix = Bencode.decodePrefix(data, 0, Mode.STRICT, new Limits(5, 5, 8));
    BencodeException refusal =
        catchThrowableOfType(
            BencodeException.class,
            () -> Bencode.decodePrefix(data, 0, Mode.STRICT, new Limits(5, 5, 7)));

    assertThat(prefix.end()).isEqualTo(8);
    assertThat(refusal.code()).isEqualTo(Code.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
  void limits_start_at_one(int depth, int tokens, int bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(depth, tokens, bytes));
  }

  @Test
  void members_are_found_by_key_and_kind() {
    BDictionary dictionary =
        BDictionary.builder().put("i", 5).put("s", "text").put("l", BList.of()).build();

    assertThat(dictionary.integer("i")).hasValue(5);
    assertThat(dictionary.integer("s")).isEmpty();
    assertThat(dictionary.string("s")).contains(BString.of("text"));
    assertThat(dictionary.string("i")).isEmpty();
    assertThat(dictionary.list("l")).contains(BList.of());
    assertThat(dictionary.dictionary("l")).isEmpty();
    assertThat(dictionary.get("absent")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "\u00fcml\u00e4ut", "\ud83c\udf0d"})
  void well_formed_text_is_text(String text) {
    assertThat(BString.of(text).text()).contains(text);
    assertThat(BString.of(text).is(text)).isTrue();
  }

  @Test
  void malformed_text_is_no_text_but_can_be_shown() {
    BString string = BString.of(new byte[] {'a', (byte) 0xc3, 'b'});

    assertThat(string.text()).isEmpty();
    assertThat(string).hasToString("a\ufffdb");
  }

  private static void assertRefused(byte[] data, Mode mode, Limits limits, Code code) {
    assertThatExceptionOfType(BencodeException.class)
        .isThrownBy(() -> Bencode.decode(data, mode, limits))
        .extracting(BencodeException::code)
        .isEqualTo(code);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
