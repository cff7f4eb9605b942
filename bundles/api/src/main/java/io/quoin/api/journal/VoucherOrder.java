package io.quoin.api.journal;

import io.quoin.api.torrent.TorrentId;

/**
 * A voucher that is wanted; the journal takes its sequence.
 *
 * @param channel a channel that pays out of this journal's address
 * @param lane for which torrent
 * @param amount base units in all, no less than before
 * @param bytes for how many bytes in all, more than before
 */
public record VoucherOrder(ChannelId channel, TorrentId lane, long amount, long bytes) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public VoucherOrder {
    if (amount < 0 || bytes < 1) {
      throw new IllegalArgumentException("a voucher is for at least one byte and 0 base units");
    }
  }
}
