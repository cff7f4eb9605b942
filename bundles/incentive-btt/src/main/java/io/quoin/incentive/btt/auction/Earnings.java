package io.quoin.incentive.btt.auction;

import io.quoin.api.torrent.TorrentId;
import java.util.HashMap;
import java.util.Map;

/** What each torrent earned in the last 15 minutes, to the minute. */
public final class Earnings {
  private static final int MINUTES = 15;
  private static final long NANOS = 60_000_000_000L;

  private final Map<TorrentId, Ring> rings = new HashMap<>();

  private static final class Ring {
    private final long[] earned = new long[MINUTES];
    private long minute;

    void turnTo(long now) {
      long steps = Math.min(MINUTES, now - minute);
      for (long i = 1; i <= steps; i++) {
        earned[(int) Math.floorMod(minute + i, (long) MINUTES)] = 0;
      }
      minute = Math.max(minute, now);
    }

    long sum() {
      long sum = 0;
      for (long one : earned) {
        sum += one;
      }
      return sum;
    }
  }

  /**
   * A torrent has earned.
   *
   * @param amount base units
   * @param now the monotonic clock
   */
  public void earned(TorrentId torrent, long amount, long now) {
    Ring ring = rings.computeIfAbsent(torrent, t -> begun(now));
    ring.turnTo(minute(now));
    ring.earned[(int) Math.floorMod(minute(now), (long) MINUTES)] += amount;
  }

  private static Ring begun(long now) {
    Ring ring = new Ring();
    ring.minute = minute(now);
    return ring;
  }

  private static long minute(long now) {
    return Math.floorDiv(now, NANOS);
  }

  /** What a torrent has earned lately, in base units. */
  public long lately(TorrentId torrent, long now) {
    Ring ring = rings.get(torrent);
    if (ring == null) {
      return 0;
    }
    ring.turnTo(minute(now));
    return ring.sum();
  }
}
