package io.quoin.control.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quoin.api.access.Role;
import io.quoin.control.user.Users.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of users. */
final class UsersTest {

  private static final User ANN =
      new User("ann", Role.OPERATOR, PasswordHash.of("correct horse".toCharArray()));

  @TempDir private Path folder;

  @Test
  void what_is_written_is_read_and_only_its_owner_may() throws Exception {
    Path file = folder.resolve("users");
    Users users = new Users(List.of(ANN)).with(new User("bob", Role.VIEWER, ANN.password()));

    users.write(file);

    assertThat(Users.read(file)).isEqualTo(users);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file)).doesNotContain("correct").contains("pbkdf2-sha256$600000$");
  }

  @Test
  void a_name_is_had_once() {
    Users users = new Users(List.of(ANN)).with(new User("ann", Role.VIEWER, ANN.password()));

    assertThat(users.known()).hasSize(1);
    assertThat(users.named("ann")).map(User::role).contains(Role.VIEWER);
    assertThat(users.without("ann").known()).isEmpty();
  }

  @Test
  void without_a_file_there_is_nobody() throws Exception {
    assertThat(Users.read(folder.resolve("none")).known()).isEmpty();
  }

  @Test
  void two_hashes_of_a_password_differ_and_both_are_of_it() {
    PasswordHash other = PasswordHash.of("correct horse".toCharArray());

    assertThat(other).isNotEqualTo(ANN.password());
    assertThat(other.isOf("correct horse".toCharArray())).isTrue();
    assertThat(other.isOf("correct horsf".toCharArray())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann viewer",
        "ann viewer secret",
        "ann queen HASH",
        "a:b viewer HASH",
        " viewer HASH",
        "ann viewer pbkdf2-sha256$1$AAAA$AAAA",
        "ann viewer pbkdf2-sha256$600000$!$!",
        "ann viewer pbkdf2-sha256$999999999$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ann viewer md5$600000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void a_line_that_is_none_of_a_user_is_named(String line) throws Exception {
    Path file = folder.resolve("users");
    Files.writeString(file, "# users\n\n" + line.replace("HASH", ANN.password().toString()) + "\n");

    assertThatThrownBy(() -> Users.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 3: not NAME ROLE HASH; write users with 'quoin password'");
  }

  @Test
  void there_are_only_so_many() throws Exception {
    Path file = folder.resolve("users");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= Users.MOST; i++) {
      text.append("user").append(i).append(" viewer ").append(ANN.password()).append('\n');
    }
    Files.writeString(file, text);

    assertThatThrownBy(() -> Users.read(file)).hasMessageContaining("more than 1000 users");
  }
}
