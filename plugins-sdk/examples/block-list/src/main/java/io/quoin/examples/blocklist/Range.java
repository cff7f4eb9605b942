package io.quoin.examples.blocklist;

import java.util.Comparator;

/**
 * Addresses from one to another.
 *
 * @param first of them
 * @param last of them, not before the first
 */
record Range(Number128 first, Number128 last) {

  static final Comparator<Range> BY_FIRST = Comparator.comparing(Range::first);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the last is before the first
   */
  Range {
    if (last.compareTo(first) < 0) {
      throw new IllegalArgumentException("a range ends before it begins");
    }
  }
}
