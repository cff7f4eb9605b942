package io.quoin.session;

import io.quoin.api.session.SessionControl.QueueMove;
import io.quoin.api.torrent.TorrentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The torrents in the order in which they may run. Ranks are changed on the state lane; places are
 * counted for anybody who asks, once after each change.
 */
final class Line {

  private final Supplier<List<Torrent>> torrents;
  private volatile boolean changed = true;
  private Map<TorrentId, Integer> places = Map.of();

  Line(Supplier<List<Torrent>> torrents) {
    this.torrents = torrents;
  }

  /** Somebody came, left or moved. */
  void changed() {
    changed = true;
  }

  synchronized int place(TorrentId id) {
    if (changed) {
      changed = false;
      places = new HashMap<>();
      ordered().forEach(torrent -> places.put(torrent.id(), places.size()));
    }
    return places.getOrDefault(id, places.size());
  }

  List<Torrent> ordered() {
    List<Torrent> all = new ArrayList<>(torrents.get());
    all.sort(Comparator.comparingLong(torrent -> torrent.standing().rank()));
    return all;
  }

  void move(Set<TorrentId> moved, QueueMove move) {
    List<Torrent> order = ordered();
    switch (move) {
      case TOP -> toTop(order, moved);
      case BOTTOM -> toBottom(order, moved);
      case UP -> {
        up(order, moved);
      }
      case DOWN -> {
        Collections.reverse(order);
        up(order, moved);
      }
    }
    changed();
  }

  private static void toTop(List<Torrent> order, Set<TorrentId> moved) {
    long rank = order.isEmpty() ? 0 : order.get(0).standing().rank();
    Collections.reverse(order);
    for (Torrent torrent : order) {
      if (moved.contains(torrent.id())) {
        torrent.rank(--rank);
      }
    }
  }

  private static void toBottom(List<Torrent> order, Set<TorrentId> moved) {
    long rank = order.isEmpty() ? 0 : order.get(order.size() - 1).standing().rank();
    for (Torrent torrent : order) {
      if (moved.contains(torrent.id())) {
        torrent.rank(++rank);
      }
    }
  }

  /** Each changes places with the one before it, unless that one moves too. */
  private static void up(List<Torrent> order, Set<TorrentId> moved) {
    for (int i = 1; i < order.size(); i++) {
      Torrent before = order.get(i - 1);
      Torrent torrent = order.get(i);
      if (moved.contains(torrent.id()) && !moved.contains(before.id())) {
        long rank = before.standing().rank();
        before.rank(torrent.standing().rank());
        torrent.rank(rank);
        Collections.swap(order, i - 1, i);
      }
    }
  }

  /** Those between the old place and the new one move by one. */
  void put(Torrent torrent, int place) {
    List<Torrent> order = ordered();
    List<Long> ranks = order.stream().map(each -> each.standing().rank()).toList();
    order.remove(torrent);
    order.add(Math.min(place, order.size()), torrent);
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).standing().rank() != ranks.get(i)) {
        order.get(i).rank(ranks.get(i));
      }
    }
    changed();
  }
}
