package io.quoin.session;

import io.quoin.api.session.SessionException;
import io.quoin.api.session.SessionException.Code;
import io.quoin.api.torrent.TorrentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The torrents by id. An id is taken from the moment it is reserved or added until whatever was to
 * go with the torrent is gone, while those that are leaving are not shown any more. Thread-safe.
 */
final class Register {

  static final int LIMIT = 10_000;

  private final Map<TorrentId, Torrent> shown = new HashMap<>();
  private final Set<TorrentId> reserved = new HashSet<>();
  private final Map<Integer, TorrentId> numbers = new HashMap<>();
  private int lastNumber;
  private long lastRank;

  /** Takes ids of torrents that are still being read; gives back those that there is room for. */
  synchronized List<TorrentId> reserve(Collection<TorrentId> ids) {
    List<TorrentId> taken = ids.stream().limit(LIMIT - shown.size() - reserved.size()).toList();
    reserved.addAll(taken);
    return taken;
  }

  synchronized Torrent add(TorrentId id, Supplier<Torrent> made) throws SessionException {
    if (shown.containsKey(id)) {
      throw new SessionException(
          Code.DUPLICATE, "the torrent " + id + " is registered already; use that one");
    }
    if (reserved.contains(id)) {
      throw new SessionException(
          Code.DUPLICATE,
          "the torrent " + id + " is just being read from disk or removed; try again in a moment");
    }
    if (shown.size() + reserved.size() >= LIMIT) {
      throw new SessionException(
          Code.FULL, LIMIT + " torrents are registered; remove one before adding " + id);
    }
    Torrent torrent = made.get();
    shown.put(id, torrent);
    return torrent;
  }

  /** The place of a torrent that is new: behind all others. */
  synchronized Standing standing(TorrentId id) {
    while (numbers.containsKey(++lastNumber)) {
      // Taken by one that was read from disk.
    }
    numbers.put(lastNumber, id);
    return new Standing(lastNumber, ++lastRank);
  }

  /** The place that one had before, if its number is still free. */
  synchronized Standing standing(TorrentId id, Standing before) {
    lastRank = Math.max(lastRank, before.rank());
    if (numbers.putIfAbsent(before.number(), id) != null) {
      return new Standing(standing(id).number(), before.rank());
    }
    lastNumber = Math.max(lastNumber, before.number());
    return before;
  }

  synchronized Optional<TorrentId> numbered(int number) {
    return Optional.ofNullable(numbers.get(number)).filter(shown::containsKey);
  }

  /** What is beyond all ranks that were given out. */
  synchronized void ranked(long rank) {
    lastRank = Math.max(lastRank, rank);
  }

  /** Shows one whose id was reserved. */
  synchronized void show(Torrent torrent) {
    reserved.remove(torrent.id());
    shown.put(torrent.id(), torrent);
  }

  /** Takes one out of sight; its id stays taken. */
  synchronized Torrent hide(TorrentId id) throws SessionException {
    Torrent torrent = get(id);
    shown.remove(id);
    reserved.add(id);
    return torrent;
  }

  synchronized void release(TorrentId id) {
    reserved.remove(id);
    numbers.values().remove(id);
  }

  synchronized Torrent get(TorrentId id) throws SessionException {
    return find(id)
        .orElseThrow(
            () ->
                new SessionException(
                    Code.UNKNOWN, "no torrent " + id + " is registered; add it first"));
  }

  synchronized Optional<Torrent> find(TorrentId id) {
    return Optional.ofNullable(shown.get(id));
  }

  /** In the order they were added. */
  List<Torrent> all() {
    List<Torrent> all;
    synchronized (this) {
      all = new ArrayList<>(shown.values());
    }
    all.sort(
        Comparator.comparing(Torrent::added).thenComparing(torrent -> torrent.standing().number()));
    return all;
  }
}
