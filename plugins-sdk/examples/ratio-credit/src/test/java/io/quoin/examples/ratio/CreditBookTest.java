package io.quoin.examples.ratio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditBookTest {
  private final CreditBook book = new CreditBook();

  @Test
  void credit_is_what_a_member_gave_more_than_it_took() {
    book.count("anna", 100, 0);
    book.count("anna", 20, 150);

    assertThat(book.credit("anna")).isEqualTo(-30);
    assertThat(book.credit("nobody")).isZero();
  }

  @Test
  void counts_end_at_what_a_number_holds() {
    book.count("anna", Long.MAX_VALUE, 0);
    book.count("anna", Long.MAX_VALUE, 7);

    assertThat(book.credit("anna")).isEqualTo(Long.MAX_VALUE - 7);
  }

  @Test
  void however_many_names_come_there_are_1024_and_the_one_that_was_idle_longest_goes() {
    book.count("idle", 1, 0);
    book.count("busy", 1, 0);
    for (int i = 0; i < 100_000; i++) {
      book.count("name" + i, 1, 0);
      book.count("busy", 1, 0);
    }

    assertThat(book.size()).isEqualTo(1024);
    assertThat(book.credit("idle")).isZero();
    assertThat(book.credit("busy")).isEqualTo(100_001);
  }

  @Test
  void who_nothing_passes_with_takes_no_room() {
    book.count("anna", 0, 0);

    assertThat(book.size()).isZero();
  }

  @Test
  void a_full_book_is_read_as_it_was_written_and_fits_what_may_be_handed_over() {
    for (int i = 0; i < CreditBook.MOST; i++) {
      book.count("a-name-of-thirty-two-letters" + (1000 + i), Long.MAX_VALUE - i, i);
    }

    byte[] bytes = book.encode();
    CreditBook read = CreditBook.decode(ByteBuffer.wrap(bytes)).orElseThrow();
    read.count("one-more", 1, 0);

    assertThat(bytes).hasSizeLessThan(1 << 20);
    assertThat(read.credit("a-name-of-thirty-two-letters1000")).isZero();
    assertThat(read.account("a-name-of-thirty-two-letters2023"))
        .isEqualTo(new CreditBook.Account(Long.MAX_VALUE - 1023, 1023));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "de",
        "d7:membersle1:vi2ee",
        "d7:memberslee",
        "d7:membersli1ee1:vi1ee",
        "d7:membersll4:annai1eee1:vi1ee",
        "d7:membersll4:annai-1ei0eee1:vi1ee",
        "d7:membersll4:ANNAi1ei0eee1:vi1ee",
        "d7:membersll0:i1ei0eee1:vi1ee",
        "d7:membersll4:annai1ei0eee1:vi1e"
      })
  void what_is_no_book_is_not_read(String bytes) {
    assertThat(CreditBook.decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1))))
        .isEmpty();
  }
}
