package io.quoin.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  private static final String TEXT = "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE";
  private static final String HEX = "4159d3ad9d126e153b9564417d3a05cf51c1964edf";

  @Test
  void the_known_address_is_written_as_known() {
    Address address = Address.of(HexFormat.of().parseHex(HEX));

    assertThat(address).hasToString(TEXT);
  }

  @Test
  void the_known_text_is_read_as_known() {
    Address address = Address.parse(TEXT);

    assertThat(HexFormat.of().formatHex(address.toByteArray())).isEqualTo(HEX);
  }

  @Test
  void what_is_written_is_read_again() {
    Random random = new Random(58);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[Address.BYTES];
      random.nextBytes(bytes);
      bytes[0] = Address.PREFIX;

      String text = Address.of(bytes).toString();

      assertThat(text).hasSize(34).startsWith("T");
      assertThat(Address.parse(text).toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void every_single_mistyped_character_is_noticed() {
    for (int i = 0; i < TEXT.length(); i++) {
      char other = TEXT.charAt(i) == '2' ? '3' : '2';
      String mistyped = TEXT.substring(0, i) + other + TEXT.substring(i + 1);

      assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(mistyped));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "T",
        "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFs",
        "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsEE",
        "1TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE",
        "0JAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE",
        "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFs ",
        // Base58check of 21 bytes that begin with zero: another currency's.
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
  }

  @Test
  void text_without_end_is_refused_before_it_is_computed() {
    String text = "z".repeat(10_000_000);

    assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
  }

  @Test
  void bytes_of_another_length_or_beginning_are_refused() {
    byte[] bytes = HexFormat.of().parseHex(HEX);
    byte[] testnet = bytes.clone();
    testnet[0] = (byte) 0xa0;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.of(Arrays.copyOf(bytes, 20)))
        .withMessageContaining("21 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.of(testnet))
        .withMessageContaining("41, not a0");
  }
}
