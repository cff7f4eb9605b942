package io.quoin.examples.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookFileTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("data");
  }

  private static CreditBook book(long given) {
    CreditBook book = new CreditBook();
    book.count("anna", given, 0);
    return book;
  }

  @Test
  void there_is_an_empty_book_until_one_is_written_and_then_the_newest() throws Exception {
    BookFile file = new BookFile(folder());

    int before = file.read().size();
    file.write(book(1));
    file.write(book(2));

    assertThat(before).isZero();
    assertThat(new BookFile(folder()).read().credit("anna")).isEqualTo(2);
  }

  @Test
  void a_power_cut_at_any_byte_of_a_new_book_leaves_the_old_one() throws Exception {
    BookFile file = new BookFile(folder());
    file.write(book(1));
    byte[] next = book(2).encode();

    for (int written = 0; written <= next.length; written++) {
      Files.write(folder().resolve("credit.part"), Arrays.copyOf(next, written));
      assertThat(file.read().credit("anna")).isEqualTo(1);
    }
    file.write(book(3));

    assertThat(file.read().credit("anna")).isEqualTo(3);
  }

  @Test
  void a_file_that_is_no_book_is_said_and_kept() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("credit"), "garbage");

    assertThatThrownBy(() -> new BookFile(folder()).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("credit is no book of credit");
    assertThat(folder().resolve("credit")).hasContent("garbage");
  }

  @Test
  void a_book_that_cannot_be_written_leaves_the_old_one() throws Exception {
    BookFile file = new BookFile(folder());
    file.write(book(1));
    Files.createDirectory(folder().resolve("credit.part"));

    assertThatThrownBy(() -> file.write(book(2))).isInstanceOf(IOException.class);
    assertThat(file.read().credit("anna")).isEqualTo(1);
  }
}
