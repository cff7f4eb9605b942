package io.quoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.access.Role;
import io.quoin.control.user.Users;
import io.quoin.control.user.UsersChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCommandTest {

  @TempDir Path data;

  private Path password;
  private Path file;

  @BeforeEach
  void choose() throws Exception {
    password = Files.writeString(data.resolve("password"), "correct horse\nanother line\n");
    file = data.resolve("io.quoin.control").resolve("users");
  }

  @Test
  void a_user_is_made_and_changed_and_taken_out() throws Exception {
    assertThat(password("ann").exitCode()).isZero();
    assertThat(password("bob", "--role", "viewer").exitCode()).isZero();
    Users two = Users.read(file);
    assertThat(password("ann", "--role", "administrator").exitCode()).isZero();
    Users changed = Users.read(file);
    assertThat(password("bob", "--remove").exitCode()).isZero();

    assertThat(two.named("ann")).map(Users.User::role).contains(Role.OPERATOR);
    assertThat(two.named("bob")).map(Users.User::role).contains(Role.VIEWER);
    assertThat(changed.named("ann")).map(Users.User::role).contains(Role.ADMINISTRATOR);
    assertThat(changed.named("ann").orElseThrow().password().isOf("correct horse".toCharArray()))
        .isTrue();
    assertThat(Users.read(file).known()).extracting(Users.User::name).containsExactly("ann");
  }

  @Test
  void the_file_is_for_its_owner_alone_and_has_no_password() throws Exception {
    password("ann");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().startsWith("ann operator ").doesNotContain("correct");
  }

  @Test
  void what_cannot_be_is_refused_with_the_reason() throws Exception {
    Files.writeString(password, "short\n");
    assertThat(password("ann").err()).contains("at least 8 characters");
    assertThat(password("no spaces").err()).contains("a name has letters");
    assertThat(password("ann", "--remove").err()).contains("no user is called ann");
    assertThat(file).doesNotExist();
  }

  @Test
  void two_do_not_change_the_users_at_once() throws Exception {
    password("ann");
    try (UsersChange change = UsersChange.of(file)) {
      Answer answer = password("bob");

      assertThat(change.users().known()).hasSize(1);
      assertThat(answer.exitCode()).isNotZero();
      assertThat(answer.err()).contains("is being changed by somebody else; try again");
    }
    assertThat(password("bob").exitCode()).isZero();
    assertThat(Users.read(file).known()).hasSize(2);
  }

  private Answer password(String name, String... options) {
    String[] arguments = new String[5 + options.length];
    arguments[0] = "password";
    arguments[1] = "--data=" + data;
    arguments[2] = "--password-file=" + password;
    System.arraycopy(options, 0, arguments, 3, options.length);
    arguments[3 + options.length] = "--";
    arguments[4 + options.length] = name;
    return Answer.to(arguments);
  }
}
