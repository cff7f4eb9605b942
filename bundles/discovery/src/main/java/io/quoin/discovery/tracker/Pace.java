package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When trackers are told again. Pure but for its randomness. */
final class Pace {

  /** No tracker is told more often than this, whatever it says, but for events. */
  static final Duration FLOOR = Duration.ofSeconds(15);

  /** What a tracker that names no minimum is taken to want. */
  static final Duration USUAL_MINIMUM = Duration.ofSeconds(60);

  static final Duration FIRST_RETRY = Duration.ofSeconds(10);

  static final Duration LAST_RETRY = Duration.ofMinutes(30);

  private final RandomGenerator random;

  Pace(RandomGenerator random) {
    this.random = random;
  }

  /** From an answer to the next announcement that nothing else causes. */
  Duration interval(AnnounceAnswer answer) {
    return longer(longer(answer.interval(), minimum(answer)), FLOOR);
  }

  /** From an answer to the next announcement at the earliest. */
  Duration minimum(AnnounceAnswer answer) {
    return longer(answer.minimum().orElse(USUAL_MINIMUM), FLOOR);
  }

  /** From a failure to the next attempt: doubled each time, a fifth more or less. */
  Duration retry(int failures, AnnounceException failure) {
    if (failure.retry().isPresent()) {
      return longer(failure.retry().get(), FLOOR);
    }
    long doubled = FIRST_RETRY.toMillis() << Math.min(failures - 1, 20);
    long bounded = Math.min(doubled, LAST_RETRY.toMillis());
    return Duration.ofMillis((long) (bounded * random.nextDouble(0.8, 1.2)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
