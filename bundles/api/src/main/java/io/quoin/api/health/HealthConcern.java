package io.quoin.api.health;

import java.util.Locale;

/** What a check is about. */
public enum HealthConcern {
  /** Whether the process still works at all: if this fails, only a restart helps. */
  LIVENESS,
  /** Whether the platform can do its work now: if this fails, time or an operator helps. */
  READINESS;

  /** Its name as people write it, and as the service property has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
