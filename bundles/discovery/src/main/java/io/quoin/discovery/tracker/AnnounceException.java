package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.Optional;

/** A tracker did not take an announcement. The message is a sentence about the tracker. */
final class AnnounceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Longer than any torrent is seeded: what "never" of BEP 31 comes to. */
  static final Duration NEVER = Duration.ofDays(10_000);

  private final transient Optional<Duration> retry;

  AnnounceException(String message) {
    this(message, Optional.empty());
  }

  AnnounceException(String message, Optional<Duration> retry) {
    super(message);
    this.retry = retry;
  }

  /** When the tracker itself wants to be asked again (BEP 31). */
  Optional<Duration> retry() {
    return retry;
  }
}
