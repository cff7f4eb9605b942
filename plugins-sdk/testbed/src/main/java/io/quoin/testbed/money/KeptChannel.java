package io.quoin.testbed.money;

import io.quoin.api.journal.Channel;
import io.quoin.api.journal.ChannelTerms;
import io.quoin.api.journal.JournalException.Code;
import io.quoin.api.torrent.TorrentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A channel in a journal in memory. */
final class KeptChannel {
  final ChannelTerms terms;
  final Map<TorrentId, KeptLane> lanes = new LinkedHashMap<>();
  boolean closed;

  KeptChannel(ChannelTerms terms) {
    this.terms = terms;
  }

  KeptLane lane(TorrentId torrent) {
    return lanes.computeIfAbsent(torrent, KeptLane::new);
  }

  long amount() {
    return lanes.values().stream().mapToLong(KeptLane::amount).sum();
  }

  long amountOf(TorrentId torrent) {
    return Optional.ofNullable(lanes.get(torrent)).map(KeptLane::amount).orElse(0L);
  }

  long settled() {
    return lanes.values().stream().mapToLong(lane -> lane.settled).sum();
  }

  Optional<Code> refusal(TorrentId torrent, long amount, long bytes) {
    KeptLane lane = lane(torrent);
    if (closed) {
      return Optional.of(Code.CHANNEL_CLOSED);
    }
    if (amount < lane.amount() || bytes <= lane.bytes()) {
      return Optional.of(Code.NOT_MORE);
    }
    boolean over = amount() - lane.amount() > terms.capacity() - amount;
    return over ? Optional.of(Code.OVER_CAPACITY) : Optional.empty();
  }

  Channel snapshot() {
    return new Channel(terms, closed, lanes.values().stream().map(KeptLane::snapshot).toList());
  }
}
