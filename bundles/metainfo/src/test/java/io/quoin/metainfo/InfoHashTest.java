package io.quoin.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {

  private static final InfoHash V1 = InfoHash.ofHex("0123456789abcdef0123456789abcdef01234567");
  private static final InfoHash V2 = InfoHash.ofHex("f".repeat(40) + "0123456789abcdef01234567");

  @Test
  void hexadecimal_digits_of_either_case_are_read_and_lower_case_is_written() {
    InfoHash upper = InfoHash.ofHex(V1.hex().toUpperCase(Locale.ROOT));

    assertThat(upper).isEqualTo(V1).hasToString("0123456789abcdef0123456789abcdef01234567");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz23456789abcdef0123456789abcdef01234567"})
  void what_is_no_hash_is_refused(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> InfoHash.ofHex(hex));
  }

  @Test
  void it_does_not_change_with_the_array_it_was_made_of() {
    byte[] bytes = V1.toByteArray();
    InfoHash hash = InfoHash.of(bytes);

    bytes[0]++;
    hash.toByteArray()[0]++;

    assertThat(hash).isEqualTo(V1);
    assertThat(hash.bytes().isReadOnly()).isTrue();
  }

  @Test
  void a_hybrid_shakes_hands_with_its_v1_hash() {
    InfoHashes hybrid = InfoHashes.hybrid(V1, V2);

    assertThat(hybrid.handshake()).isEqualTo(V1);
    assertThat(InfoHashes.of(V1).handshake()).isEqualTo(V1);
    assertThat(InfoHashes.of(V2).handshake().hex()).isEqualTo("f".repeat(40));
  }

  @Test
  void twenty_bytes_match_v1_or_the_beginning_of_v2() {
    InfoHashes hybrid = InfoHashes.hybrid(V1, V2);

    assertThat(hybrid.matches20(V1)).isTrue();
    assertThat(hybrid.matches20(V2.truncated())).isTrue();
    assertThat(InfoHashes.of(V1).matches20(V2.truncated())).isFalse();
    assertThat(InfoHashes.of(V2).matches20(V1)).isFalse();
  }

  @Test
  void a_hybrid_has_one_hash_of_each_length() {
    assertThatIllegalArgumentException().isThrownBy(() -> InfoHashes.hybrid(V2, V1));
    assertThatIllegalArgumentException().isThrownBy(() -> InfoHashes.hybrid(V1, V1));
  }

  @Test
  void an_info_dictionary_must_have_every_hash_that_is_known() {
    byte[] info = {'d', 'e'};
    InfoHash v1 = InfoHash.v1Of(info);
    InfoHash v2 = InfoHash.v2Of(info);

    assertThat(v1.hex()).isEqualTo("600ccd1b71569232d01d110bc63e906beab04d8c");
    assertThat(InfoHashes.hybrid(v1, v2).verify(info)).isTrue();
    assertThat(InfoHashes.of(v2).verify(info)).isTrue();
    assertThat(InfoHashes.hybrid(V1, v2).verify(info)).isFalse();
    assertThat(InfoHashes.hybrid(v1, V2).verify(info)).isFalse();
  }
}
