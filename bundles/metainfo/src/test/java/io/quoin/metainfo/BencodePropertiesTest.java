package io.quoin.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.metainfo.Bencode.Mode;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BencodePropertiesTest {

  @Property(seed = "1")
  void what_was_encoded_is_decoded_strictly(@ForAll("values") BValue value)
      throws BencodeException {
    byte[] encoded = Bencode.encode(value);

    BValue decoded = Bencode.decode(encoded, Mode.STRICT);

    assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(decoded.raw()).isEqualTo(ByteBuffer.wrap(encoded));
    assertThat(Bencode.encode(decoded)).isEqualTo(encoded);
  }

  @Property(seed = "2", tries = 5000)
  void random_bytes_are_read_or_refused(@ForAll @Size(max = 60) byte[] data) {
    assertThat(readOrRefused(data)).isTrue();
  }

  @Property(seed = "3", tries = 5000)
  void random_bencode_like_bytes_are_read_or_refused(@ForAll("alike") String data) {
    assertThat(readOrRefused(data.getBytes(ISO_8859_1))).isTrue();
  }

  @Property(seed = "4", tries = 5000)
  void mutated_bytes_are_read_or_refused(
      @ForAll("values") BValue value,
      @ForAll @IntRange(min = 0, max = 1 << 20) int place,
      @ForAll byte mutation) {
    byte[] data = Bencode.encode(value);
    data[place % data.length] = mutation;

    assertThat(readOrRefused(data)).isTrue();
  }

  @Property(seed = "5")
  void a_strictly_read_value_is_canonical(@ForAll("alike") String data) {
    byte[] bytes = data.getBytes(ISO_8859_1);
    try {
      BValue value = Bencode.decode(bytes, Mode.STRICT);
      assertThat(Bencode.encode(value)).isEqualTo(bytes);
    } catch (BencodeException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
    }
  }

  /** True unless something unchecked is thrown. */
  private static boolean readOrRefused(byte[] data) {
    for (Mode mode : Mode.values()) {
      try {
        BValue value = Bencode.decode(data, mode);
        assertThat(value.raw()).isEqualTo(ByteBuffer.wrap(data));
      } catch (BencodeException refused) {
        assertThat(refused.offset()).isBetween(0, data.length);
      }
    }
    return true;
  }

  @Provide
  Arbitrary<String> alike() {
    return Arbitraries.strings().withChars("ilde0123456789:-abx").ofMaxLength(40);
  }

  @Provide
  Arbitrary<BValue> values() {
    return Arbitraries.randomValue(random -> value(random, 4));
  }

  private static BValue value(Random random, int levels) {
    return switch (random.nextInt(levels == 0 ? 3 : 5)) {
      case 0 -> BInteger.of(random.nextLong());
      case 1 -> BInteger.of(random.nextInt(20) - 10);
      case 2 -> string(random);
      case 3 ->
          BList.of(
              Stream.generate(() -> value(random, levels - 1)).limit(random.nextInt(5)).toList());
      default -> {
        BDictionary.Builder members = BDictionary.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
          members.put(string(random), value(random, levels - 1));
        }
        yield members.build();
      }
    };
  }

  private static BString string(Random random) {
    byte[] bytes = new byte[random.nextInt(13)];
    random.nextBytes(bytes);
    return BString.of(bytes);
  }
}
