package io.quoin.api.session;

import java.time.Duration;

/**
 * How many torrents run at once. The others wait in the order of their places in the queue; those
 * that move nothing for a while don't count.
 *
 * @param downloadsLimited whether the number of torrents that download is limited
 * @param downloads how many at once, 1 or more
 * @param seedsLimited whether the number of torrents that seed is limited
 * @param seeds how many at once, 1 or more
 * @param stalledIgnored whether torrents that move nothing don't count
 * @param stalledAfter after which time without payload they don't, 1 minute or more
 */
public record QueueSettings(
    boolean downloadsLimited,
    int downloads,
    boolean seedsLimited,
    int seeds,
    boolean stalledIgnored,
    Duration stalledAfter) {

  /** All run. */
  public static final QueueSettings OFF =
      new QueueSettings(false, 5, false, 10, true, Duration.ofMinutes(30));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public QueueSettings {
    if (downloads < 1 || seeds < 1) {
      throw new IllegalArgumentException("a queue lets at least one torrent run");
    }
    if (stalledAfter.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a torrent is stalled after a minute or more");
    }
  }

  /**
   * Whether any torrent may have to wait.
   *
   * @return true if either number is limited
   */
  public boolean on() {
    return downloadsLimited || seedsLimited;
  }
}
