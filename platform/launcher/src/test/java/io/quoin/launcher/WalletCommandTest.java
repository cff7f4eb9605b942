package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletCommandTest {

  /** A public test key: nothing is ever kept on it. */
  private static final String KEY =
      "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";

  private static final String ADDRESS = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";

  @TempDir Path temporary;
  private Path keystore;
  private Path passphrase;

  @BeforeEach
  void secret() throws IOException {
    keystore = temporary.resolve("wallet").resolve("keystore");
    passphrase = ownersOnly("passphrase", "correct horse\n");
  }

  private Path ownersOnly(String name, String content) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Answer wallet(String command, String... more) {
    String[] arguments = new String[more.length + 6];
    arguments[0] = "wallet";
    arguments[1] = command;
    arguments[2] = "--keystore";
    arguments[3] = keystore.toString();
    arguments[4] = "--passphrase-file";
    arguments[5] = passphrase.toString();
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Answer.to(arguments);
  }

  @Test
  void a_key_is_drawn_and_its_address_said_without_a_passphrase() {
    Answer created = wallet("create");
    Answer address = Answer.to("wallet", "address", "--keystore", keystore.toString());
    Answer json = Answer.to("wallet", "address", "--json", "--keystore", keystore.toString());

    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.out()).matches("T[1-9A-HJ-NP-Za-km-z]{33}\n");
    assertThat(address).isEqualTo(created);
    assertThat(JsonParser.parseString(json.out()).getAsJsonObject().get("address").getAsString())
        .isEqualTo(created.out().strip());
  }

  @Test
  void a_key_is_not_drawn_over_another() throws Exception {
    wallet("create");
    byte[] before = Files.readAllBytes(keystore);

    Answer again = wallet("create");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).startsWith("quoin: " + keystore + " is there already").hasLineCount(1);
    assertThat(keystore).hasBinaryContent(before);
  }

  @Test
  void a_key_is_imported_and_never_shown() throws Exception {
    Path key = ownersOnly("exported", KEY + "\n");

    Answer imported = wallet("import", "--private-key-file", key.toString());

    assertThat(imported).isEqualTo(new Answer(0, ADDRESS + "\n", ""));
    assertThat(Files.readString(keystore)).contains(ADDRESS).doesNotContain(KEY);
    assertThat(key).hasContent(KEY + "\n");
  }

  @Test
  void the_passphrase_is_changed_by_whoever_knows_it() throws Exception {
    wallet("import", "--private-key-file", ownersOnly("exported", KEY).toString());
    Path next = ownersOnly("next", "battery staple");

    Answer changed = wallet("passphrase", "--new-passphrase-file", next.toString());
    Answer again = wallet("passphrase", "--new-passphrase-file", next.toString());

    assertThat(changed).isEqualTo(new Answer(0, "", ""));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("does not open").doesNotContain("correct horse");
  }

  @Test
  void a_key_that_lay_open_is_encrypted_and_deleted() throws Exception {
    Path open = ownersOnly("wallet/key", KEY + "\n");

    Answer encrypted = wallet("encrypt");

    assertThat(encrypted).isEqualTo(new Answer(0, ADDRESS + "\n", ""));
    assertThat(open).doesNotExist();
    assertThat(Answer.to("wallet", "address", "--keystore", keystore.toString()).out())
        .isEqualTo(ADDRESS + "\n");
  }

  @Test
  void an_encryption_that_was_broken_off_before_the_deletion_is_done_again() throws Exception {
    wallet("import", "--private-key-file", ownersOnly("exported", KEY).toString());
    Path open = ownersOnly("wallet/key", KEY + "\n");

    Answer encrypted = wallet("encrypt");

    assertThat(encrypted).isEqualTo(new Answer(0, ADDRESS + "\n", ""));
    assertThat(open).doesNotExist();
  }

  @Test
  void an_open_key_is_not_deleted_for_the_keystore_of_another() throws Exception {
    wallet("create");
    Path open = ownersOnly("wallet/key", KEY + "\n");

    Answer encrypted = wallet("encrypt");

    assertThat(encrypted.exitCode()).isEqualTo(1);
    assertThat(encrypted.err()).contains("nothing was changed").contains(ADDRESS);
    assertThat(open).hasContent(KEY + "\n");
  }

  @Test
  void a_passphrase_that_is_soon_guessed_is_refused() throws Exception {
    Files.writeString(passphrase, "secret\n");

    Answer created = wallet("create");

    assertThat(created.exitCode()).isEqualTo(1);
    assertThat(created.err()).contains("at least 8 characters").doesNotContain("secret");
    assertThat(keystore).doesNotExist();
  }

  @Test
  void without_a_terminal_a_passphrase_file_is_asked_for() {
    Answer created = Answer.to("wallet", "create", "--keystore", keystore.toString());

    assertThat(created.exitCode()).isEqualTo(1);
    assertThat(created.err()).contains("use --passphrase-file").hasLineCount(1);
    assertThat(keystore).doesNotExist();
  }

  @Test
  void a_key_or_passphrase_that_others_may_read_is_refused() throws Exception {
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-r--r--"));

    Answer created = wallet("create");

    assertThat(created.exitCode()).isEqualTo(1);
    assertThat(created.err()).contains("chmod 600");
    assertThat(keystore).doesNotExist();
  }
}
