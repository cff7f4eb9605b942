package io.quoin.control.user;

import io.quoin.api.access.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The users of a platform: a file with a line for each, {@code NAME ROLE HASH}, that only its owner
 * reads. Reading and writing are the caller's to keep apart.
 *
 * @param known in the file's order, at most {@link #MOST}
 */
public record Users(List<User> known) {

  /** Users that a file may have. */
  public static final int MOST = 1000;

  private static final String NAME = "[\\w.@-]{1,64}";
  private static final int FIELDS = 3;
  private static final long LONGEST_FILE = 1 << 20;

  /** Users as given. */
  public Users {
    known = List.copyOf(known);
  }

  /**
   * Somebody.
   *
   * @param name letters, digits, dots, hyphens, underscores and at signs, at most 64
   * @param role what they may do
   * @param password its hash
   */
  public record User(String name, Role role, PasswordHash password) {}

  /**
   * Reads a file of users.
   *
   * @return nobody if there is no file
   * @throws IOException if it cannot be read or a line is none of a user, with its number
   */
  public static Users read(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new IOException(file + " is too long for a file of users");
      }
    } catch (NoSuchFileException e) {
      return new Users(List.of());
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<User> users = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        int number = i + 1;
        users.add(
            user(lines.get(i))
                .orElseThrow(
                    () ->
                        new IOException(
                            file
                                + ", line "
                                + number
                                + ": not NAME ROLE HASH; write users with 'quoin password'")));
      }
    }
    if (users.size() > MOST) {
      throw new IOException(file + " has more than " + MOST + " users");
    }
    return new Users(users);
  }

  private static Optional<User> user(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS || !isName(fields[0])) {
      return Optional.empty();
    }
    return Role.named(fields[1])
        .flatMap(
            role ->
                PasswordHash.parse(fields[2]).map(password -> new User(fields[0], role, password)));
  }

  /** Whether somebody may be called so. */
  public static boolean isName(String name) {
    return name.matches(NAME);
  }

  /** The user of a name. */
  public Optional<User> named(String name) {
    return known.stream().filter(user -> user.name().equals(name)).findFirst();
  }

  /** These with another in the place of whoever had that name. */
  public Users with(User user) {
    List<User> all = new ArrayList<>(without(user.name()).known());
    all.add(user);
    return new Users(all);
  }

  /** These but one. */
  public Users without(String name) {
    return new Users(known.stream().filter(user -> !user.name().equals(name)).toList());
  }

  /** Writes the file anew; after a power cut it is the old one or the new one. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (User user : known) {
      text.append(user.name())
          .append(' ')
          .append(user.role())
          .append(' ')
          .append(user.password())
          .append('\n');
    }
    WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
