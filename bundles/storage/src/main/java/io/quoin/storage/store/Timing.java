package io.quoin.storage.store;

import io.quoin.storage.crew.Crew.Patience;
import java.time.Duration;

/**
 * When storage does what by the clock.
 *
 * @param recordEvery longest time that a verified piece waits to be on record
 * @param recordBytes verified bytes that are on record at once
 * @param linger longest time that a verified piece waits for others in its window
 * @param stop longest time that stopping takes
 * @param patience with calls to providers
 */
public record Timing(
    Duration recordEvery, long recordBytes, Duration linger, Duration stop, Patience patience) {

  /** Two seconds, 256 MiB, a tenth of a second, five seconds. */
  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(2),
          256L << 20,
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Patience.DEFAULT);

  /**
   * The same with another limit to a provider's call.
   *
   * @param overdue until the call's torrent is told
   * @return the changed copy
   */
  public Timing withOverdue(Duration overdue) {
    return new Timing(
        recordEvery,
        recordBytes,
        linger,
        stop,
        new Patience(patience.replace(), overdue, patience.replacements()));
  }
}
