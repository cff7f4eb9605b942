package io.quoin.control.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who follows: what it has not read yet, at most {@value #MOST}. When there is more, all
 * of it gives way to one {@code resync}. Thread-safe.
 */
public final class Follower implements AutoCloseable {

  /** Happenings that wait for one follower. */
  static final int MOST = 256;

  private final Deque<Happening> waiting = new ArrayDeque<>();
  private final Happenings source;
  private boolean closed;

  Follower(Happenings source) {
    this.source = source;
  }

  synchronized void offer(Happening happening) {
    if (closed) {
      return;
    }
    if (waiting.size() == MOST) {
      waiting.clear();
      waiting.add(source.resync(happening.id()));
    } else {
      waiting.add(happening);
    }
    notifyAll();
  }

  synchronized void offerAll(Collection<Happening> happenings) {
    happenings.forEach(this::offer);
  }

  /**
   * The next piece of the stream.
   *
   * @param patience how long to wait for it
   * @return text of {@code text/event-stream}: a comment if nothing happened, which tells who reads
   *     and who writes that the other is there; empty once this is closed
   * @throws InterruptedException if the caller is interrupted
   */
  public synchronized Optional<String> next(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.of(":\n\n");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return closed ? Optional.empty() : Optional.of(waiting.remove().text());
  }

  /** Ends it; whoever waits for more is told so. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
      notifyAll();
    }
    source.left(this);
  }
}
