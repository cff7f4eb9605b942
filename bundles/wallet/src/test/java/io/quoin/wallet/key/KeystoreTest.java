package io.quoin.wallet.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quoin.api.ledger.Address;
import io.quoin.api.ledger.Digest;
import io.quoin.api.wallet.WalletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreTest {

  private static final byte[] KEY = HexFormat.of().parseHex(KnownAnswersTest.PAYER_KEY);
  private static final String ADDRESS = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";
  private static final Effort SMALL = new Effort(8, 1, 1);

  private final SecureRandom random = new SecureRandom();

  @TempDir private Path directory;
  private Path file;
  private Keystore keystore;

  @BeforeEach
  void open() {
    file = directory.resolve("wallet").resolve("keystore");
    keystore = new Keystore(file, random, SMALL);
  }

  private static Passphrase passphrase(String text) throws WalletException {
    return Passphrase.of(text.toCharArray());
  }

  private void keep() throws WalletException {
    keystore.keep(KEY, passphrase("correct horse"));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  @Test
  void a_key_that_is_kept_signs_as_before_and_is_not_in_the_file() throws Exception {
    Address kept = keystore.keep(KEY, passphrase("correct horse"));

    SigningKey opened = keystore.open(passphrase("correct horse"));

    Digest digest = Digest.of(new byte[Digest.BYTES]);
    assertThat(kept).hasToString(ADDRESS);
    assertThat(opened.sign(digest)).isEqualTo(SigningKey.of(KEY).sign(digest));
    assertThat(Files.readString(file))
        .contains(ADDRESS)
        .doesNotContain(KnownAnswersTest.PAYER_KEY, "correct");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void a_drawn_key_is_found_again_by_another_process_with_its_own_defaults() throws Exception {
    Address drawn = keystore.create(passphrase("schöner Satz"));

    Keystore other = new Keystore(file, random);

    assertThat(other.address()).isEqualTo(drawn);
    assertThat(other.open(passphrase("schöner Satz")).address()).isEqualTo(drawn);
  }

  @Test
  void what_a_guess_costs_by_default_is_paid() throws Exception {
    Keystore usual = new Keystore(file, random);
    usual.create(passphrase("some words"));

    assertThat(Files.readString(file))
        .contains("derivation.kib=32768\nderivation.passes=4\nderivation.lanes=1\n");
    assertThat(usual.open(passphrase("some words")).address()).isEqualTo(usual.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct hors", "Correct horse", "correct horse ", "x"})
  void another_passphrase_opens_nothing(String wrong) throws Exception {
    keep();

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.open(passphrase(wrong)))
        .withMessageContaining("does not open " + file)
        .withMessageNotContaining(wrong + " ")
        .matches(refusal -> refusal.code() == WalletException.Code.PASSPHRASE);
  }

  @Test
  void a_key_is_not_overwritten() throws Exception {
    keep();
    String before = Files.readString(file);

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.create(passphrase("other words")))
        .withMessageContaining("is not overwritten")
        .matches(refusal -> refusal.code() == WalletException.Code.KEY);
    assertThat(file).hasContent(before);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void the_passphrase_is_changed_and_the_key_is_not() throws Exception {
    keep();
    String before = Files.readString(file);

    keystore.change(passphrase("correct horse"), passphrase("battery staple"));

    assertThat(keystore.open(passphrase("battery staple")).address()).hasToString(ADDRESS);
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.open(passphrase("correct horse")));
    assertThat(lines(before, "salt", "nonce", "sealed"))
        .doesNotContainAnyElementsOf(lines(Files.readString(file), "salt", "nonce", "sealed"));
    assertThat(files()).containsExactly(file);
  }

  @Test
  void a_change_with_the_wrong_passphrase_changes_nothing() throws Exception {
    keep();
    String before = Files.readString(file);

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.change(passphrase("wrong"), passphrase("battery staple")));
    assertThat(file).hasContent(before);
  }

  private static List<String> lines(String text, String... names) {
    return text.lines()
        .filter(l -> Arrays.stream(names).anyMatch(n -> l.startsWith(n + "=")))
        .toList();
  }

  /** Each character that means something, changed by its lowest bit. */
  @Test
  void no_character_can_be_changed_unnoticed() throws Exception {
    keep();
    byte[] text = Files.readAllBytes(file);

    for (int i = 0; i < text.length; i++) {
      byte[] changed = text.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatExceptionOfType(WalletException.class)
          .as("character %d of %n%s", i, new String(changed, StandardCharsets.ISO_8859_1))
          .isThrownBy(() -> keystore.open(passphrase("correct horse")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'version=1', 'version=2'",
    "'argon2id', 'scrypt'",
    "'chacha20-poly1305', 'none'",
    "'derivation.kib=8', 'derivation.kib=2000000000'",
    "'derivation.kib=8', 'derivation.kib=7'",
    "'derivation.kib=8', 'derivation.kib=much'",
    "'derivation.passes=1', 'derivation.passes=65'",
    "'derivation.passes=1', 'derivation.passes=-1'",
    "'derivation.lanes=1', 'derivation.lanes=17'",
    "'derivation.lanes=1', ''",
    "'nonce=', 'nonce=00'",
    "'sealed=', 'sealed=zz'",
    "'TPL66', 'TPL67'"
  })
  void what_is_no_keystore_is_refused_before_anything_is_computed(String line, String other)
      throws Exception {
    keep();
    Files.writeString(file, Files.readString(file).replace(line, other));

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.open(passphrase("correct horse")))
        .withMessageContaining("is no keystore")
        .matches(refusal -> refusal.code() == WalletException.Code.KEY);
  }

  @Test
  void a_huge_file_is_not_read() throws Exception {
    keep();
    Files.writeString(file, Files.readString(file) + "x".repeat(4096));

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(keystore::address)
        .withMessageContaining("longer than 2048 bytes");
  }

  @Test
  void a_file_that_says_it_is_somebody_elses_key_is_refused() throws Exception {
    Address other = Address.parse("TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC");
    Sealed lying = Sealed.seal(KEY, other, passphrase("p"), SMALL, new byte[16], new byte[12]);
    new OwnerFile(file).create(lying.text().getBytes(StandardCharsets.US_ASCII));

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.open(passphrase("p")))
        .withMessageContaining("holds the key of " + ADDRESS + ", not that of " + other);
  }

  @Test
  void a_keystore_that_others_may_read_is_refused() throws Exception {
    keep();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.open(passphrase("correct horse")))
        .withMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @CsvSource({"'correct horse\n', 'correct horse'", "'a\r\nb', 'a'", "'last', 'last'"})
  void the_first_line_of_a_file_is_a_passphrase(String content, String expected) throws Exception {
    Path secret = directory.resolve("passphrase");
    new OwnerFile(secret).create(content.getBytes(StandardCharsets.UTF_8));

    assertThat(Passphrase.read(secret).bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(expected);
  }

  @Test
  void an_empty_a_long_and_a_missing_passphrase_are_refused() throws Exception {
    Path secret = directory.resolve("passphrase");
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> Passphrase.read(secret))
        .withMessageContaining("cannot be read");
    OwnerFile written = new OwnerFile(secret);
    written.create("\n".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> Passphrase.read(secret))
        .withMessageContaining("is empty");
    written.replace("x".repeat(Passphrase.LIMIT).getBytes(StandardCharsets.UTF_8));
    assertThat(Passphrase.read(secret).bytes()).hasSize(Passphrase.LIMIT);
    written.replace("x".repeat(Passphrase.LIMIT + 1).getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> Passphrase.read(secret))
        .withMessageContaining("longer than 1024 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"       8", "1234567", "1 2 3 4 5 6 7"})
  void nothing_is_kept_under_a_passphrase_that_is_soon_guessed(String weak) throws Exception {
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.create(passphrase(weak)))
        .withMessageContaining("at least 8 characters")
        .withMessageNotContaining(weak)
        .matches(refusal -> refusal.code() == WalletException.Code.PASSPHRASE);
    assertThat(keystore.exists()).isFalse();
    keep();
    assertThatExceptionOfType(WalletException.class)
        .isThrownBy(() -> keystore.change(passphrase("correct horse"), passphrase(weak)));
    assertThat(keystore.open(passphrase("correct horse")).address()).hasToString(ADDRESS);
  }

  @Test
  void a_keystore_that_is_linked_to_is_changed_where_it_lies() throws Exception {
    keep();
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    new Keystore(link, random, SMALL)
        .change(passphrase("correct horse"), passphrase("battery staple"));

    assertThat(link).isSymbolicLink();
    assertThat(keystore.open(passphrase("battery staple")).address()).hasToString(ADDRESS);
  }

  @Test
  void an_open_key_is_deleted_with_what_a_crash_left_of_its_making() throws Exception {
    Path open = directory.resolve("key");
    new OwnerFile(open)
        .create((KnownAnswersTest.PAYER_KEY + "\n").getBytes(StandardCharsets.UTF_8));
    Files.createLink(directory.resolve("key.4711.new"), open);
    Path others = Files.writeString(directory.resolve("keystore.4711.new"), "");

    new KeyFile(open).delete();

    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(others);
    }
  }

  @Test
  void a_closed_passphrase_is_wiped() throws Exception {
    Passphrase passphrase = passphrase("secret");
    byte[] bytes = passphrase.bytes();

    passphrase.close();

    assertThat(bytes).containsOnly(0);
    assertThat(passphrase.toString()).doesNotContain("secret");
  }
}
