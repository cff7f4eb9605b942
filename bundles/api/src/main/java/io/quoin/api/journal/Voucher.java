package io.quoin.api.journal;

import io.quoin.api.torrent.TorrentId;

/**
 * A promise to pay for a lane's bytes, from its beginning.
 *
 * @param channel in which channel
 * @param lane for which torrent
 * @param sequence counted from 1 in each lane; a higher one replaces the lower
 * @param amount base units in all
 * @param bytes for how many bytes in all
 */
public record Voucher(ChannelId channel, TorrentId lane, long sequence, long amount, long bytes) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Voucher {
    if (sequence < 1) {
      throw new IllegalArgumentException("vouchers are counted from 1, not from " + sequence);
    }
    if (amount < 0 || bytes < 0) {
      throw new IllegalArgumentException("a voucher's amount and bytes are not negative");
    }
  }
}
