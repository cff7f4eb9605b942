package io.quoin.api.plugin;

import java.util.Objects;

/**
 * What a plugin declares that it uses. Services and packages that it does not declare are kept from
 * it by the container. Files, sockets, threads and memory are declared for the operator to see;
 * nothing can keep them from code in this process.
 *
 * @param kind what it is
 * @param name of the service's interface or of the package; empty for the other kinds
 * @param reason what the plugin says that it needs it for; may be empty
 */
public record PluginCapability(Kind kind, String name, String reason) {

  /** The kinds, as they stand in the manifest in lower case. */
  public enum Kind {
    /** A service, and the package of its interface. */
    SERVICE(true),
    /** A package. */
    PACKAGE(true),
    /** Reading or writing files. */
    FILES(false),
    /** Connections of its own. */
    SOCKETS(false),
    /** Threads of its own. */
    THREADS(false),
    /** Much memory. */
    MEMORY(false);

    private final boolean enforced;

    Kind(boolean enforced) {
      this.enforced = enforced;
    }

    /**
     * Whether the container keeps it from plugins that do not declare it.
     *
     * @return false for what is declared only to be seen
     */
    public boolean enforced() {
      return enforced;
    }
  }

  /** Checks that everything is there. */
  public PluginCapability {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(reason);
    if (kind.enforced() == name.isEmpty()) {
      throw new IllegalArgumentException(
          "a service or package has a name, and nothing else does: " + kind + " '" + name + "'");
    }
  }

  /**
   * Whether it allows the same, whatever its reason.
   *
   * @param other capability
   * @return true if it does
   */
  public boolean sameAs(PluginCapability other) {
    return kind == other.kind && name.equals(other.name);
  }
}
