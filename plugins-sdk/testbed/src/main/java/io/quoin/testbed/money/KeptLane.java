package io.quoin.testbed.money;

import io.quoin.api.journal.Lane;
import io.quoin.api.journal.LaneProgress;
import io.quoin.api.journal.SignedVoucher;
import io.quoin.api.torrent.TorrentId;
import java.util.Optional;

/** A lane in a journal in memory. */
final class KeptLane {
  final TorrentId torrent;
  Optional<SignedVoucher> newest = Optional.empty();
  LaneProgress progress = LaneProgress.NONE;
  long settled;

  KeptLane(TorrentId torrent) {
    this.torrent = torrent;
  }

  long amount() {
    return newest.map(v -> v.voucher().amount()).orElse(0L);
  }

  long bytes() {
    return newest.map(v -> v.voucher().bytes()).orElse(0L);
  }

  Lane snapshot() {
    return new Lane(torrent, newest, settled, progress);
  }
}
