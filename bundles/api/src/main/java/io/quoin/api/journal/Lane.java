package io.quoin.api.journal;

import io.quoin.api.torrent.TorrentId;
import java.util.Optional;

/**
 * A lane as it stands.
 *
 * @param torrent whose bytes it pays for
 * @param newest the newest voucher; empty before the first
 * @param settled how much of the amount the ledger has moved for good
 * @param progress what has been billed since, as it was last recorded
 */
public record Lane(
    TorrentId torrent, Optional<SignedVoucher> newest, long settled, LaneProgress progress) {

  /**
   * What is promised in all.
   *
   * @return the newest voucher's amount, 0 before the first
   */
  public long amount() {
    return newest.map(voucher -> voucher.voucher().amount()).orElse(0L);
  }
}
