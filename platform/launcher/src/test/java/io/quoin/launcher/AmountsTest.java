package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quoin.api.ledger.TokenFacts;
import io.quoin.api.ledger.TokenId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  private static final TokenFacts BTT = new TokenFacts(new TokenId(1_002_000), "BTT", 6);

  private final Amounts tokens = new Amounts(BTT, false);
  private final Amounts baseUnits = new Amounts(BTT, true);

  @ParameterizedTest
  @CsvSource({
    "1, 1000000",
    "12.5, 12500000",
    "0.000001, 1",
    "1.500000, 1500000",
    "9223372036854.775807, 9223372036854775807"
  })
  void tokens_are_read_to_the_base_unit(String text, long units) {
    assertThat(tokens.parse(text)).isEqualTo(units);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.000000",
        "-1",
        "+1",
        "1e3",
        "1,5",
        "1 000",
        ".5",
        "1.",
        "0.0000001",
        "0x10",
        "9223372036854.775808",
        "99999999999999999999",
        "NaN",
        "\u0661"
      })
  void what_is_no_amount_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> tokens.parse(text));
  }

  @Test
  void base_units_have_no_fraction() {
    assertThat(baseUnits.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> baseUnits.parse("1.5"));
    assertThatIllegalArgumentException().isThrownBy(() -> baseUnits.parse("9223372036854775808"));
  }

  @Test
  void amounts_are_written_in_the_unit_they_are_read_in() {
    assertThat(tokens.text(12_500_000)).isEqualTo("12.5 BTT");
    assertThat(baseUnits.text(12_500_000)).isEqualTo("12500000 base units of BTT");
    assertThat(tokens.number(0)).isEqualTo("0");
  }
}
