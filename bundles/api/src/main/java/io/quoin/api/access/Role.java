package io.quoin.api.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody who has been recognised may do; each role may do what those before it may. */
public enum Role {
  /** Looks at everything but secrets, and changes nothing. */
  VIEWER,
  /** Adds, changes and removes torrents. */
  OPERATOR,
  /** Does all there is to do: plugins, configuration, the platform itself. */
  ADMINISTRATOR;

  /**
   * Service property of a command for the shell, next to {@code osgi.command.scope} and {@code
   * osgi.command.function}: the name of the role it takes to run it. Without it that is {@link
   * #ADMINISTRATOR}.
   */
  public static final String NEEDED = "quoin.role";

  /**
   * Whether somebody in this role may do what takes another.
   *
   * @param needed what it takes
   * @return true if this is that role or one after it
   */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /**
   * The role of a name.
   *
   * @param name such as {@code viewer}, in lower case
   * @return empty if none is called so
   */
  public static Optional<Role> named(String name) {
    for (Role role : values()) {
      if (role.toString().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Its name as people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
