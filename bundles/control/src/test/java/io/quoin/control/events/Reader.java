package io.quoin.control.events;

import java.util.ArrayList;
import java.util.List;

/** Reads what a follower is sent, as long as there is room for it. */
final class Reader implements Follower.Sink {

  private final List<String> waiting = new ArrayList<>();
  Follower follower;
  int room = Integer.MAX_VALUE;
  boolean closed;

  @Override
  public boolean send(String text) {
    return waiting.size() < room && waiting.add(text);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** All that waits. */
  List<String> read() {
    List<String> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Ids of all that waits. */
  List<String> ids() {
    return read().stream()
        .map(text -> text.lines().findFirst().orElseThrow().replace("id: ", ""))
        .toList();
  }
}
