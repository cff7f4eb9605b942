package io.quoin.api.journal;

import io.quoin.api.torrent.TorrentId;

/**
 * A lane's part of a settlement.
 *
 * @param channel in which channel
 * @param lane of which torrent
 * @param upTo the amount, counted from the lane's beginning, that is settled with it
 */
public record LaneSettlement(ChannelId channel, TorrentId lane, long upTo) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if nothing would be settled
   */
  public LaneSettlement {
    if (upTo < 1) {
      throw new IllegalArgumentException("a lane is settled up to at least 1 base unit");
    }
  }
}
