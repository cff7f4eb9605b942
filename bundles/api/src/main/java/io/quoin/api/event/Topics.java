package io.quoin.api.event;

/**
 * Topics of life-cycle events. Each carries the property {@link #TORRENT}; {@link #HALTED} also
 * carries {@link #REASON}.
 */
public final class Topics {

  /** A torrent was registered. */
  public static final String ADDED = "io/quoin/torrent/ADDED";

  /** A torrent was removed. */
  public static final String REMOVED = "io/quoin/torrent/REMOVED";

  /** A magnet's metadata arrived. */
  public static final String METADATA = "io/quoin/torrent/METADATA";

  /** Every byte of a torrent is verified and on disk. */
  public static final String COMPLETED = "io/quoin/torrent/COMPLETED";

  /** A torrent cannot go on. */
  public static final String HALTED = "io/quoin/torrent/HALTED";

  /** Property: the torrent's id, forty hexadecimal digits. */
  public static final String TORRENT = "torrent";

  /** Property: what happened, to what, and what to do. */
  public static final String REASON = "reason";

  private Topics() {}
}
