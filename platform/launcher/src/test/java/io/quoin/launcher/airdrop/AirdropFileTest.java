package io.quoin.launcher.airdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.ledger.Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AirdropFileTest {

  private static final String A = "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE";
  private static final String B = "TEmH6bFE8FahLDTJwZqfAVuB7CaxjvPmZV";
  private static final Address PAYER = Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");

  @TempDir private Path directory;

  private AirdropFile read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private AirdropFile read(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("drop.csv"), bytes);
    return AirdropFile.read(file, AirdropFileTest::amount, PAYER);
  }

  private static long amount(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no amount", e);
    }
  }

  @Test
  void rows_are_read_by_the_names_of_their_columns() throws Exception {
    AirdropFile file = read("note,Amount, address\r\nfirst,5," + A + "\r\n\"a,b\",7," + B + "\r\n");

    assertThat(file.rows())
        .containsExactly(
            new AirdropRow(2, Address.parse(A), 5), new AirdropRow(3, Address.parse(B), 7));
    assertThat(file.total()).isEqualTo(12);
    assertThat(file.duplicates()).isEmpty();
  }

  @Test
  void a_mark_of_byte_order_blanks_and_empty_lines_do_no_harm() throws Exception {
    AirdropFile file = read("\ufeffaddress,amount\n\n " + A + " , 5 \n\n" + B + ",7");

    assertThat(file.rows())
        .containsExactly(
            new AirdropRow(3, Address.parse(A), 5), new AirdropRow(5, Address.parse(B), 7));
  }

  @Test
  void an_address_in_several_rows_is_reported_and_keeps_each() throws Exception {
    AirdropFile file = read("address,amount\n" + A + ",5\n" + B + ",1\n" + A + ",5\n");

    assertThat(file.rows()).hasSize(3);
    assertThat(file.duplicates()).containsOnlyKeys(Address.parse(A));
    assertThat(file.duplicates()).containsEntry(Address.parse(A), List.of(2L, 4L));
  }

  @Test
  void another_byte_is_another_file() throws Exception {
    String text = "address,amount\n" + A + ",5\n";

    assertThat(read(text).digest()).isEqualTo(read(text).digest()).hasSize(64);
    assertThat(read(text + "\n").digest()).isNotEqualTo(read(text).digest());
  }

  @Test
  void every_wrong_line_is_named_at_once() {
    String mistyped = A.replace("TJ", "TK");

    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(
            () ->
                read(
                    "address,amount\n"
                        + mistyped
                        + ",5\n"
                        + A
                        + ",5\n"
                        + B
                        + ",five\n"
                        + PAYER
                        + ",5\n"))
        .withMessageContaining("nobody was paid")
        .withMessageContaining("line 2: " + mistyped)
        .withMessageContaining("line 4: 'five' is no amount")
        .withMessageContaining("line 5: " + PAYER + " is the sender itself")
        .withMessageNotContaining("line 3");
  }

  @Test
  void of_very_many_wrong_lines_the_first_are_named() {
    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> read("address,amount\n" + "x,1\n".repeat(50)))
        .withMessageContaining("line 21: ")
        .withMessageNotContaining("line 22: ")
        .withMessageContaining("and 30 more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "address,amount\n",
        "TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE,5\n",
        "address,amount,amount\nTJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE,5,5\n",
        "address;amount\nTJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE;5\n",
        "address,amount\nTJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE\n",
        "address,amount\nTJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE,5,6\n",
        "address,amount\n\"TJAAinkKN2h9KxtBZXw6SyL7HwCQXnzFsE,5\n"
      })
  void what_is_no_list_of_payees_is_refused(String text) {
    assertThatExceptionOfType(AirdropException.class).isThrownBy(() -> read(text));
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    byte[] bytes = ("address,amount\n" + A + ",5\n").getBytes(StandardCharsets.UTF_8);
    bytes[3] = (byte) 0xff;

    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("not in UTF-8");
  }

  @Test
  void a_sum_that_no_ledger_can_hold_is_refused() {
    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> read("address,amount\n" + A + "," + Long.MAX_VALUE + "\n" + B + ",1\n"))
        .withMessageContaining("line 3: ");
  }

  @Test
  void more_rows_than_are_kept_are_refused() {
    String rows = (A + ",1\n").repeat(AirdropFile.MOST_ROWS);

    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> read("address,amount\n" + rows + A + ",1\n"))
        .withMessageContaining("more than 50000 rows");
  }

  @Test
  void more_bytes_than_are_read_are_refused() {
    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> read(new byte[(16 << 20) + 1]))
        .withMessageContaining("longer than 16 MiB");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path missing = directory.resolve("missing.csv");

    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> AirdropFile.read(missing, AirdropFileTest::amount, PAYER))
        .withMessage(missing + " is not there");
  }
}
