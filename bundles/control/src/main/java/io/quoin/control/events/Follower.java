package io.quoin.control.events;

import java.util.Collection;

/**
 * Somebody who follows. What it has not read yet waits in its connection, which has room for so
 * much; when there is more, it is told nothing until there is room for a {@code resync} again.
 * Thread-safe; nothing here waits.
 */
final class Follower implements AutoCloseable {

  private static final String BEAT = ":\n\n";

  private final Sink sink;
  private boolean behind;

  /** Where it reads. */
  interface Sink {
    /** Takes a text as a whole, or says that there is no room for it. */
    boolean send(String text);

    /** There will be no more. */
    void close();
  }

  Follower(Sink sink) {
    this.sink = sink;
  }

  synchronized void offer(Happening happening) {
    if (behind) {
      behind = !sink.send(Happening.resync(happening.id()).text());
    } else {
      behind = !sink.send(happening.text());
    }
  }

  synchronized void offerAll(Collection<Happening> happenings) {
    happenings.forEach(this::offer);
  }

  /** A comment, by which who reads and who writes know that the other is there. */
  synchronized void beat(String id) {
    if (behind) {
      behind = !sink.send(Happening.resync(id).text());
    } else {
      sink.send(BEAT);
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
