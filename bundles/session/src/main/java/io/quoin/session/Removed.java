package io.quoin.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Numbers of the torrents that were removed last. Thread-safe. */
final class Removed {

  static final int LIMIT = 1000;

  private record Removal(int number, Instant time) {}

  private final Deque<Removal> last = new ArrayDeque<>();

  synchronized void add(int number, Instant time) {
    last.addLast(new Removal(number, time));
    if (last.size() > LIMIT) {
      last.removeFirst();
    }
  }

  synchronized List<Integer> within(Duration time, Instant now) {
    return last.stream()
        .filter(each -> !each.time().isBefore(now.minus(time)))
        .map(Removal::number)
        .toList();
  }
}
