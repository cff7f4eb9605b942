package io.quoin.api.health;

import java.util.Locale;

/** How well something is; each is worse than those before it. */
public enum HealthStatus {
  /** As it should be. */
  OK,
  /** It works, and somebody should look at it. */
  WARNING,
  /** It does not work. */
  FAILING;

  /**
   * The worse of two.
   *
   * @param other than this
   * @return one of both
   */
  public HealthStatus worse(HealthStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Its name as people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
