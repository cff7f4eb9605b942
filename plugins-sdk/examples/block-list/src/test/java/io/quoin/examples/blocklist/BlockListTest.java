package io.quoin.examples.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.quoin.api.net.AddressLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockListTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final InetAddress ONE = AddressLiteral.parse("1.1.1.1").orElseThrow();
  private static final InetAddress TWO = AddressLiteral.parse("2.2.2.2").orElseThrow();
  private static final InetAddress THREE = AddressLiteral.parse("3.3.3.3").orElseThrow();

  @TempDir private Path temporary;
  private Path file;
  private BlockList list;

  @BeforeEach
  void open() {
    file = temporary.resolve("list.txt");
    list = new BlockList(file.toString(), 10);
  }

  @AfterEach
  void close() {
    list.close();
  }

  /** In one step, as tools do that fetch lists. */
  private void write(String text) throws IOException {
    Path next = Files.writeString(temporary.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void awaitRefused(InetAddress address) {
    await().atMost(SOON).until(() -> list.refuses(address));
  }

  @Test
  void who_is_on_the_list_is_refused_and_nobody_else() throws Exception {
    assertThat(list.refuses(ONE)).isFalse();

    write("1.1.1.1\n");

    awaitRefused(ONE);
    assertThat(list.refuses(TWO)).isFalse();
  }

  @Test
  void a_list_that_changes_is_read_again() throws Exception {
    write("1.1.1.1\n");
    awaitRefused(ONE);

    write("2.2.2.2\n3.3.3.3\n");

    awaitRefused(TWO);
    assertThat(list.refuses(ONE)).isFalse();
    assertThat(list.refuses(THREE)).isTrue();
  }

  @Test
  void a_list_that_is_gone_or_broken_leaves_the_one_before_until_it_is_mended() throws Exception {
    write("1.1.1.1\n");
    awaitRefused(ONE);
    Files.delete(file);
    Files.write(temporary.resolve("broken"), new byte[] {0x1f, (byte) 0x8b, 0, 0});
    Files.move(temporary.resolve("broken"), file);

    assertThat(list.refuses(ONE)).isTrue();
    write("1.1.1.1\n2.2.2.2\n");
    awaitRefused(TWO);
    assertThat(list.refuses(ONE)).isTrue();
  }

  @Test
  void no_file_is_refused_with_the_setting_that_is_wrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockList(" ", 10))
        .withMessageContaining("'file' is empty");
  }
}
