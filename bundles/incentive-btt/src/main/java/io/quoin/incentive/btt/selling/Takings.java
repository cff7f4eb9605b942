package io.quoin.incentive.btt.selling;

import io.quoin.api.ledger.Address;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.auction.Lately;

/** What was promised to us lately: by torrent, and by payer. */
final class Takings {
  private final Lately<TorrentId> earned = new Lately<>(15);
  private final Lately<Address> vouchedBytes = new Lately<>(10);

  private long total;

  /** A voucher came. */
  void add(Address payer, TorrentId torrent, long amount, long bytes, long now) {
    total += amount;
    earned.add(torrent, amount, now);
    vouchedBytes.add(payer, bytes, now);
  }

  /** In base units, since the beginning. */
  long total() {
    return total;
  }

  /** In base units, in the last 15 minutes. */
  long earned(TorrentId torrent, long now) {
    return earned.sum(torrent, now);
  }

  /** In bytes, in the last 10 minutes. */
  long vouched(Address payer, long now) {
    return vouchedBytes.sum(payer, now);
  }

  void clean(long now) {
    earned.clean(now);
    vouchedBytes.clean(now);
  }
}
