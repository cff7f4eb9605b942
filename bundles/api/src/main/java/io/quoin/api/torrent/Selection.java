package io.quoin.api.torrent;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files of a torrent are fetched, and in which order. A piece is fetched if any wanted file
 * has bytes in it, and takes the highest priority of those files; so a little of an unwanted file
 * may be there too. Indices are those of {@link io.quoin.metainfo.Layout#files}; the ones that the
 * torrent turns out not to have mean nothing.
 *
 * @param unwanted indices of the files that are not fetched
 * @param priorities of files that are not {@link Priority#NORMAL}, wanted or not
 * @param sequentialFrom the piece from which pieces of the same priority are fetched in order,
 *     those before it last; empty for the rarest first
 */
public record Selection(
    Set<Integer> unwanted, Map<Integer, Priority> priorities, OptionalInt sequentialFrom) {

  /** Everything, the rarest first. */
  public static final Selection ALL = new Selection(Set.of(), Map.of(), OptionalInt.empty());

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the piece is negative
   */
  public Selection {
    if (sequentialFrom.isPresent() && sequentialFrom.getAsInt() < 0) {
      throw new IllegalArgumentException("a piece has no negative index");
    }
    unwanted = Set.copyOf(unwanted);
    Map<Integer, Priority> special = new TreeMap<>(priorities);
    special.values().removeIf(Priority.NORMAL::equals);
    priorities = Map.copyOf(special);
  }

  /**
   * Whether a file is fetched.
   *
   * @param file its index
   * @return false if it is not wanted
   */
  public boolean wants(int file) {
    return !unwanted.contains(file);
  }

  /**
   * A file's priority.
   *
   * @param file its index
   * @return what holds while it is wanted
   */
  public Priority priority(int file) {
    return priorities.getOrDefault(file, Priority.NORMAL);
  }

  /**
   * The same, wanting files or not.
   *
   * @param files their indices
   * @param wanted whether they are fetched
   * @return the changed copy
   */
  public Selection with(Set<Integer> files, boolean wanted) {
    Set<Integer> changed = new TreeSet<>(unwanted);
    if (wanted) {
      changed.removeAll(files);
    } else {
      changed.addAll(files);
    }
    return new Selection(changed, priorities, sequentialFrom);
  }

  /**
   * The same with another priority of some files.
   *
   * @param files their indices
   * @param priority theirs from now on
   * @return the changed copy
   */
  public Selection with(Set<Integer> files, Priority priority) {
    Map<Integer, Priority> changed = new TreeMap<>(priorities);
    files.forEach(file -> changed.put(file, priority));
    return new Selection(unwanted, changed, sequentialFrom);
  }

  /**
   * The same in another order.
   *
   * @param from as {@link #sequentialFrom}
   * @return the changed copy
   */
  public Selection withSequentialFrom(OptionalInt from) {
    return new Selection(unwanted, priorities, from);
  }
}
