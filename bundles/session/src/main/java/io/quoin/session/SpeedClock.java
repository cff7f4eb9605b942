package io.quoin.session;

import io.quoin.api.session.AlternativeSpeed;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Switches the alternative speeds when their schedule begins and ends. In between nothing is
 * switched, so that a person may. Decides only; has no clock.
 */
final class SpeedClock {

  private Optional<Boolean> covered = Optional.empty();

  /** The speeds switched otherwise, if now is the time for that. */
  Optional<AlternativeSpeed> look(AlternativeSpeed speeds, LocalDateTime now) {
    if (!speeds.schedule().on()) {
      covered = Optional.empty();
      return Optional.empty();
    }
    boolean covers = speeds.schedule().covers(now);
    boolean crossed = covered.filter(before -> before == covers).isEmpty();
    covered = Optional.of(covers);
    return crossed && speeds.on() != covers ? Optional.of(speeds.with(covers)) : Optional.empty();
  }
}
