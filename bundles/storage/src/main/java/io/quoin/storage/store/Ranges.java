package io.quoin.storage.store;

import java.util.Arrays;

/** Stretches of a window, merged where one follows on the other. */
final class Ranges {

  private int[] bounds = new int[4];
  private int count;

  /** Receives the stretches. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void visit(int from, int to) throws E;
  }

  void add(int from, int to) {
    if (count > 0 && bounds[2 * count - 1] == from) {
      bounds[2 * count - 1] = to;
      return;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  void addAll(Ranges others) {
    for (int i = 0; i < others.count; i++) {
      add(others.bounds[2 * i], others.bounds[2 * i + 1]);
    }
  }

  boolean contains(int at) {
    for (int i = 0; i < count; i++) {
      if (bounds[2 * i] <= at && at < bounds[2 * i + 1]) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    count = 0;
  }

  /** Visits the stretches from the lowest up, each as long as it can be. */
  <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = (long) bounds[2 * i] << 32 | bounds[2 * i + 1];
    }
    Arrays.sort(sorted);
    for (int i = 0; i < count; ) {
      int from = (int) (sorted[i] >> 32);
      int to = (int) sorted[i++];
      while (i < count && (int) (sorted[i] >> 32) == to) {
        to = (int) sorted[i++];
      }
      visitor.visit(from, to);
    }
  }
}
