package io.quoin.api.journal;

import io.quoin.api.torrent.TorrentId;

/**
 * What a torrent has earned and cost.
 *
 * @param torrent which
 * @param earned promised to us
 * @param earnedSettled of that: finally settled; the rest is pending
 * @param spent promised by us
 * @param spentSettled of that: finally settled
 */
public record TorrentMoney(
    TorrentId torrent, long earned, long earnedSettled, long spent, long spentSettled) {

  /**
   * What is still to come in.
   *
   * @return base units, 0 or more
   */
  public long pending() {
    return earned - earnedSettled;
  }
}
