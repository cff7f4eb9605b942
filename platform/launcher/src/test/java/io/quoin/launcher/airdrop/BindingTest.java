package io.quoin.launcher.airdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.NetId;
import io.quoin.api.ledger.TokenId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingTest {

  private static final Address A = Address.parse("TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY");
  private static final Address B = Address.parse("TDmHUBuko2qhcKBCGGafu928hMRj1tX2RW");
  private static final Books BOOKS = new Books(A, new NetId(7), new TokenId(1_002_000));

  @TempDir private Path directory;
  private Path csv;
  private Path data;

  /** Whose books pay. */
  private record Books(Address account, NetId net, TokenId token) {}

  @BeforeEach
  void places() {
    csv = directory.resolve("drop.csv");
    data = directory.resolve("back\\slash = data");
  }

  private Binding binding(String digest, Books books, Path where) {
    AirdropFile file =
        new AirdropFile(digest.repeat(32), List.of(new AirdropRow(2, B, 1)), 1, Map.of());
    return new Binding(csv, file, books.account(), books.net(), books.token(), where);
  }

  @Test
  void an_airdrop_is_gone_on_with_as_it_was_begun() throws Exception {
    assertThat(binding("ab", BOOKS, data).check()).isFalse();

    binding("ab", BOOKS, data).begin();
    binding("ab", BOOKS, data).begin();

    assertThat(binding("ab", BOOKS, data).check()).isTrue();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("drop.csv.airdrop"));
    }
  }

  @Test
  void a_changed_file_another_account_ledger_or_data_directory_is_refused() throws Exception {
    binding("ab", BOOKS, data).begin();

    assertRefused(binding("cd", BOOKS, data), "the file was changed");
    assertRefused(
        binding("ab", new Books(B, BOOKS.net(), BOOKS.token()), data),
        "begun with account " + A + ", not " + B);
    assertRefused(
        binding("ab", new Books(A, new NetId(8), BOOKS.token()), data),
        "begun with net 0000000000000007");
    assertRefused(
        binding("ab", new Books(A, BOOKS.net(), new TokenId(1)), data), "begun with token 1002000");
    assertRefused(
        binding("ab", BOOKS, directory.resolve("other")), "begun with data " + data + ", not ");
  }

  private static void assertRefused(Binding binding, String reason) {
    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(binding::check)
        .withMessageContaining(reason);
    assertThatExceptionOfType(AirdropException.class).isThrownBy(binding::begin);
  }

  @Test
  void a_damaged_binding_is_refused() throws Exception {
    Files.writeString(directory.resolve("drop.csv.airdrop"), "sha256=" + "ab".repeat(32) + "\n");

    assertRefused(binding("ab", BOOKS, data), "begun with account null");
  }

  @Test
  void where_nothing_can_be_written_nobody_is_paid() {
    csv = directory.resolve("missing").resolve("drop.csv");

    assertThatExceptionOfType(AirdropException.class)
        .isThrownBy(() -> binding("ab", BOOKS, data).begin())
        .withMessageContaining("without it nobody is paid");
  }
}
