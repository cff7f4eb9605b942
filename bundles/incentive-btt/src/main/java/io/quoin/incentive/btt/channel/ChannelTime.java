package io.quoin.incentive.btt.channel;

import java.time.Duration;
import java.time.Instant;

/** When a channel may be opened and used. */
public final class ChannelTime {
  private static final Duration LEAST = Duration.ofHours(1);
  private static final Duration MOST = Duration.ofDays(30);
  private static final Duration BEFORE_END = Duration.ofMinutes(15);

  private ChannelTime() {}

  /** Whether a channel with this expiry may be opened now: it ends in an hour to 30 days. */
  public static boolean mayOpen(Instant expiry, Instant now) {
    return !expiry.isBefore(now.plus(LEAST)) && !expiry.isAfter(now.plus(MOST));
  }

  /** Whether anything is still served and signed in it. */
  public static boolean usable(Instant expiry, Instant now) {
    return now.isBefore(expiry.minus(BEFORE_END));
  }
}
