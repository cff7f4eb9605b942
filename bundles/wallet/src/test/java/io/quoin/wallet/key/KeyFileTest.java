package io.quoin.wallet.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.ledger.Address;
import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private final SecureRandom random = new SecureRandom();

  @TempDir private Path directory;

  private Path written(String text, String permissions) throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  @Test
  void a_key_is_drawn_once_and_found_again() throws Exception {
    Path file = directory.resolve("wallet").resolve("key");

    Address drawn = new KeyFile(file).openOrCreate(random).address();
    Address found = new KeyFile(file).openOrCreate(random).address();

    assertThat(found).isEqualTo(drawn);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void of_several_who_draw_at_once_all_get_the_key_that_is_kept() throws Exception {
    Path file = directory.resolve("key");
    Set<Address> drawn = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      threads.invokeAll(
          IntStream.range(0, 16)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> drawn.add(new KeyFile(file).openOrCreate(random).address()))
              .toList());
    } finally {
      threads.shutdown();
    }

    assertThat(drawn).containsExactly(new KeyFile(file).openOrCreate(random).address());
  }

  @Test
  void a_known_key_is_read_with_or_without_a_line_feed() throws Exception {
    Path file = written(KnownAnswersTest.PAYER_KEY, "rw-------");
    SigningKey without = new KeyFile(file).openOrCreate(random);
    Files.writeString(file, KnownAnswersTest.PAYER_KEY + "\n");
    SigningKey with = new KeyFile(file).openOrCreate(random);

    assertThat(without.address()).hasToString("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");
    assertThat(with.address()).isEqualTo(without.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw--w----"})
  void a_key_that_others_may_touch_is_refused(String permissions) throws Exception {
    Path file = written(KnownAnswersTest.PAYER_KEY, permissions);

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> new KeyFile(file).openOrCreate(random))
        .withMessageContaining("chmod 600")
        .matches(refusal -> refusal.code() == WalletException.Code.KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d",
        "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0  ",
        "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0dx\n",
        "0000000000000000000000000000000000000000000000000000000000000000\n"
      })
  void what_is_no_key_is_refused_without_being_shown_and_left_alone(String text) throws Exception {
    Path file = written(text, "rw-------");

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> new KeyFile(file).openOrCreate(random))
        .withMessageContaining("is no key file")
        .withMessageNotContaining("da146374");
    assertThat(file).hasContent(text);
  }
}
