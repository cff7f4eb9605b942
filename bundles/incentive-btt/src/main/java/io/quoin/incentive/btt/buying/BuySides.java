package io.quoin.incentive.btt.buying;

import io.quoin.api.incentive.IncentivePeer;
import io.quoin.api.ledger.Address;
import io.quoin.incentive.btt.peer.Conversation;
import io.quoin.incentive.btt.wire.BttMessage;
import io.quoin.incentive.btt.wire.MessageCodec;
import io.quoin.incentive.btt.wire.ProblemCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The peers that we may pay, in the order in which they came, and which round it is. */
final class BuySides {
  private final Map<IncentivePeer, BuySide> sides = new LinkedHashMap<>();

  /** Those with whom something may be owed: few of all, looked at four times a second. */
  private final Set<BuySide> owing = new LinkedHashSet<>();

  private long round;

  void add(BuySide side) {
    sides.put(side.conversation().peer(), side);
  }

  void remove(BuySide side) {
    sides.remove(side.conversation().peer());
    owing.remove(side);
  }

  Optional<BuySide> find(IncentivePeer peer) {
    return Optional.ofNullable(sides.get(peer));
  }

  /** That of this very conversation, not of another one with the same peer. */
  Optional<BuySide> of(Conversation conversation) {
    return find(conversation.peer()).filter(side -> side.conversation() == conversation);
  }

  Collection<BuySide> all() {
    return sides.values();
  }

  /** Those whose channel is acknowledged. */
  Stream<BuySide> opened() {
    return sides.values().stream().filter(side -> side.account().isPresent());
  }

  /** Those whose channel pays an address. */
  Stream<BuySide> paying(Address payee) {
    return opened().filter(side -> side.account().orElseThrow().terms().payee().equals(payee));
  }

  /** Those whom we have paid before first, then those who ask least: they have room. */
  List<BuySide> inTurn() {
    return sides.values().stream()
        .sorted(
            Comparator.comparingInt((BuySide side) -> side.hasPaid() ? 0 : 1)
                .thenComparingLong(side -> side.ask().orElse(Long.MAX_VALUE)))
        .toList();
  }

  /** With how many we may come to owe something that we never paid before. */
  long strangers() {
    return sides.values().stream().filter(BuySide::strange).count();
  }

  /** What a seller says of a channel that we have just left is no fault of its. */
  void outOfOrder(Conversation from, BttMessage message) {
    if (find(from.peer()).filter(BuySide::begunAnew).isEmpty()) {
      from.fault(ProblemCode.OUT_OF_ORDER, MessageCodec.type(message));
    }
  }

  // --- where something may be owed ---

  void mayOwe(BuySide side) {
    owing.add(side);
  }

  List<BuySide> owing() {
    return owing.stream().filter(side -> side.account().isPresent()).toList();
  }

  /** Forgets those with whom nothing can come to be owed without a word. */
  void forgetResting() {
    owing.removeIf(side -> side.account().filter(a -> !a.lane().rests()).isEmpty());
  }

  // --- rounds ---

  long round() {
    return round;
  }

  void round(long number) {
    round = number;
  }
}
