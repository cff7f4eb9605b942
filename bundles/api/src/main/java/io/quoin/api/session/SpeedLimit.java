package io.quoin.api.session;

import io.quoin.api.torrent.Limits;

/**
 * A rate that can be switched on and off and keeps its figure meanwhile.
 *
 * @param bytesPerSecond payload, 1 or more
 * @param on whether it holds
 */
public record SpeedLimit(long bytesPerSecond, boolean on) {

  /** Off; 100 kB/s when it is switched on. */
  public static final SpeedLimit OFF = new SpeedLimit(100_000, false);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the rate is less than 1
   */
  public SpeedLimit {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1 byte a second");
    }
  }

  /**
   * The rate that holds.
   *
   * @return bytes a second, {@link Limits#UNLIMITED} while it is off
   */
  public long rate() {
    return on ? bytesPerSecond : Limits.UNLIMITED;
  }

  /**
   * The same with the rate of a plain limit.
   *
   * @param rate bytes a second; {@link Limits#UNLIMITED} switches it off
   * @return the changed copy
   */
  public SpeedLimit withRate(long rate) {
    return rate == Limits.UNLIMITED
        ? new SpeedLimit(bytesPerSecond, false)
        : new SpeedLimit(rate, true);
  }
}
