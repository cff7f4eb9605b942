package io.quoin.examples.blocklist;

import java.util.List;

/** Ranges in which addresses are looked up: four numbers each, in order, none touching another. */
final class Ranges {

  static final Ranges NONE = new Ranges(List.of());

  private final long[] numbers;
  private int count;

  /** Sorts, and joins those that overlap. */
  Ranges(List<Range> unordered) {
    numbers = new long[unordered.size() * 4];
    unordered.stream().sorted(Range.BY_FIRST).forEach(this::add);
  }

  private void add(Range range) {
    if (count > 0 && range.first().compareTo(last(count - 1)) <= 0) {
      if (range.last().compareTo(last(count - 1)) > 0) {
        setLast(count - 1, range.last());
      }
      return;
    }
    numbers[count * 4] = range.first().high();
    numbers[count * 4 + 1] = range.first().low();
    setLast(count, range.last());
    count++;
  }

  private void setLast(int index, Number128 last) {
    numbers[index * 4 + 2] = last.high();
    numbers[index * 4 + 3] = last.low();
  }

  private Number128 first(int index) {
    return new Number128(numbers[index * 4], numbers[index * 4 + 1]);
  }

  private Number128 last(int index) {
    return new Number128(numbers[index * 4 + 2], numbers[index * 4 + 3]);
  }

  int count() {
    return count;
  }

  /** By halving: some twenty steps for the longest list. */
  boolean contain(Number128 address) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (last(middle).compareTo(address) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from < count && first(from).compareTo(address) <= 0;
  }
}
