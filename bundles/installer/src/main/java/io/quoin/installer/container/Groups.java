package io.quoin.installer.container;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Groups for the threads that plugins make when they are started. They are used again: Java 17
 * keeps every group for as long as the one that it was made in.
 */
final class Groups {

  private final Deque<ThreadGroup> free = new ConcurrentLinkedDeque<>();

  /** One without threads. */
  ThreadGroup take() {
    ThreadGroup used = free.poll();
    return used == null ? new ThreadGroup("quoin-plugin") : used;
  }

  /** Takes back one that has no threads any more. */
  void giveBack(ThreadGroup empty) {
    free.add(empty);
  }
}
