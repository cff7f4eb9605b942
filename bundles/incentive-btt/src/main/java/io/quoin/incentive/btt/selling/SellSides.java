package io.quoin.incentive.btt.selling;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.incentive.PeerStanding;
import io.quoin.api.torrent.TorrentId;
import io.quoin.incentive.btt.channel.Debtor;
import io.quoin.incentive.btt.channel.PayeeLane;
import io.quoin.incentive.btt.peer.Conversation;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The peers that may pay us, in the order in which they came. */
final class SellSides {
  private final Map<IncentivePeer, SellSide> sides = new LinkedHashMap<>();

  void add(SellSide side) {
    sides.put(side.conversation().peer(), side);
  }

  void remove(SellSide side) {
    sides.remove(side.conversation().peer());
  }

  Optional<SellSide> find(IncentivePeer peer) {
    return Optional.ofNullable(sides.get(peer));
  }

  /** That of this very conversation, not of another one with the same peer. */
  Optional<SellSide> of(Conversation conversation) {
    return find(conversation.peer()).filter(side -> side.conversation() == conversation);
  }

  Collection<SellSide> all() {
    return sides.values();
  }

  /** Those whose channel is acknowledged. */
  Stream<SellSide> opened() {
    return sides.values().stream().filter(side -> side.account().isPresent());
  }

  Stream<SellSide> of(Debtor debtor) {
    return opened().filter(side -> side.debtor() == debtor);
  }

  /** Whether another connection serves the same lane for pay. */
  boolean servedElsewhere(SellSide side) {
    return opened()
        .filter(other -> other != side && other.lane() == side.lane())
        .anyMatch(other -> other.lease().isPresent() || other.ending());
  }

  /** Whether a voucher of the lane is being looked at, whoever brought it. */
  boolean verifies(PayeeLane lane) {
    return sides.values().stream()
        .anyMatch(side -> side.verifying().filter(looked -> looked == lane).isPresent());
  }

  /** Ordinary slots of the torrents in which anybody wants anything of us. */
  int slots() {
    Map<TorrentId, Integer> slots = new HashMap<>();
    for (SellSide side : sides.values()) {
      boolean wanted =
          side.conversation().standing().filter(PeerStanding::peerInterested).isPresent();
      if (wanted) {
        side.conversation()
            .facts()
            .ifPresent(f -> slots.put(side.conversation().torrent(), f.uploadSlots()));
      }
    }
    return slots.values().stream().mapToInt(Integer::intValue).sum();
  }
}
