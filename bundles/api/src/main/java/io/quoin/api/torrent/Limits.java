package io.quoin.api.torrent;

/**
 * What a torrent, or the whole session, may use at most.
 *
 * @param downloadRate payload bytes a second, 1 or more; {@link #UNLIMITED} for no limit
 * @param uploadRate payload bytes a second, 1 or more; {@link #UNLIMITED} for no limit
 * @param connections peer connections, 1 to 10 000
 * @param uploadSlots peers unchoked at once besides the optimistic one, 1 to 1000
 */
public record Limits(long downloadRate, long uploadRate, int connections, int uploadSlots) {

  /** No limit to a rate. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Unlimited rates, 200 connections, 8 upload slots. */
  public static final Limits DEFAULT = new Limits(UNLIMITED, UNLIMITED, 200, 8);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Limits {
    if (downloadRate < 1 || uploadRate < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1 byte a second");
    }
    if (connections < 1 || connections > 10_000) {
      throw new IllegalArgumentException("connections are 1 to 10000, not " + connections);
    }
    if (uploadSlots < 1 || uploadSlots > 1000) {
      throw new IllegalArgumentException("upload slots are 1 to 1000, not " + uploadSlots);
    }
  }

  /**
   * These limits with other rates.
   *
   * @param download bytes a second or {@link #UNLIMITED}
   * @param upload bytes a second or {@link #UNLIMITED}
   * @return the changed copy
   */
  public Limits withRates(long download, long upload) {
    return new Limits(download, upload, connections, uploadSlots);
  }

  /**
   * These limits with another number of connections.
   *
   * @param most 1 to 10 000
   * @return the changed copy
   */
  public Limits withConnections(int most) {
    return new Limits(downloadRate, uploadRate, most, uploadSlots);
  }
}
