package io.quoin.launcher;

import io.quoin.api.access.Role;
import io.quoin.control.user.PasswordHash;
import io.quoin.control.user.Users;
import io.quoin.control.user.UsersChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Users of control over HTTP; a platform that runs knows of a change at once. */
@Command(
    name = "password",
    description = "Gives a user of control over HTTP a password, or takes it away.")
final class PasswordCommand implements Callable<Integer> {

  private static final int SHORTEST = 8;
  private static final int LONGEST_FILE = 4096;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the user.")
  private String name;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "quoin-data",
      description = "Data of the platform (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--role",
      defaultValue = "operator",
      description = "What the user may do: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Named role;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its first line is the password; asked for on the terminal otherwise.")
  private Path passwordFile;

  @Option(names = "--remove", description = "Takes the user out.")
  private boolean remove;

  /** Roles, as one gives them. */
  enum Named {
    VIEWER,
    OPERATOR,
    ADMINISTRATOR
  }

  @Override
  public Integer call() throws Failure {
    if (!Users.isName(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "a name has letters, digits, dots, hyphens, underscores and at signs, at most 64");
    }
    try {
      if (remove) {
        change(this::without);
      } else {
        Users.User user = user();
        change(before -> before.with(user));
      }
      return 0;
    } catch (IOException e) {
      throw new Failure("the users cannot be changed: " + Reasons.of(e), e);
    }
  }

  /** What becomes of the users. */
  private interface Change {
    Users of(Users before) throws Failure;
  }

  private void change(Change change) throws Failure, IOException {
    Path file = data.resolve("io.quoin.control").resolve("users");
    Files.createDirectories(file.getParent());
    try (UsersChange users = UsersChange.of(file)) {
      Users after = change.of(users.users());
      if (after.known().size() > Users.MOST) {
        throw new Failure("there are " + Users.MOST + " users already; --remove one");
      }
      users.write(after);
    }
  }

  private Users without(Users before) throws Failure {
    if (before.named(name).isEmpty()) {
      throw new Failure("no user is called " + name);
    }
    return before.without(name);
  }

  private Users.User user() throws Failure, IOException {
    char[] password =
        passwordFile == null
            ? Typed.secret("a password", "--password-file", "Password of " + name, true)
            : read(passwordFile);
    try {
      if (password.length < SHORTEST) {
        throw new Failure("a password has at least " + SHORTEST + " characters");
      }
      return new Users.User(
          name,
          Role.named(role.name().toLowerCase(Locale.ROOT)).orElseThrow(),
          PasswordHash.of(password));
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  private static char[] read(Path file) throws IOException, Failure {
    if (Files.size(file) > LONGEST_FILE) {
      throw new Failure(file + " is too long for a password");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
  }
}
