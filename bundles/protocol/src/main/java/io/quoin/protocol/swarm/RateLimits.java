package io.quoin.protocol.swarm;

import io.quoin.api.torrent.Priority;
import java.util.List;

/**
 * The rate limits that one user is under, in turn with other users of the same ones: whoever had to
 * wait stands in line, and those behind wait for it.
 */
final class RateLimits {
  private static final long LEAST_WAIT_NANOS = 5_000_000L;

  /** A limit may be raised meanwhile. */
  private static final long LONGEST_WAIT_NANOS = 250_000_000L;

  private final List<Throttle> throttles;
  private final Loop loop;
  private final Runnable resume;
  private boolean waiting;
  private Priority priority = Priority.NORMAL;

  /**
   * The limits of one user.
   *
   * @param resume called once something may pass again after {@link #await}
   */
  RateLimits(List<Throttle> throttles, Loop loop, Runnable resume) {
    this.throttles = throttles;
    this.loop = loop;
    this.resume = resume;
  }

  /** From now on it stands in line before those of lower priority, and behind those of higher. */
  void prefer(Priority changed) {
    priority = changed;
  }

  Priority priority() {
    return priority;
  }

  /** Whether there is any limit. */
  boolean limited() {
    for (Throttle throttle : throttles) {
      if (throttle.limited()) {
        return true;
      }
    }
    return false;
  }

  void pay(int bytes) {
    for (Throttle throttle : throttles) {
      throttle.pay(bytes);
    }
  }

  /** Whether something may pass, and nobody stands before us. */
  boolean open() {
    if (!limited()) {
      return true;
    }
    long now = loop.nanoTime();
    for (Throttle throttle : throttles) {
      if (!throttle.open(now) || !throttle.isFirst(this)) {
        return false;
      }
    }
    return true;
  }

  /** Has {@code resume} called when something may pass again. */
  void await() {
    if (!waiting) {
      waiting = true;
      leave();
      look();
    }
  }

  private void look() {
    long now = loop.nanoTime();
    lineUp(now);
    long wait = LEAST_WAIT_NANOS;
    for (Throttle throttle : throttles) {
      wait = Math.max(wait, throttle.untilOpen(now));
    }
    loop.after(Math.min(wait, LONGEST_WAIT_NANOS), this::lookAgain);
  }

  private void lookAgain() {
    if (!open()) {
      look();
      return;
    }
    waiting = false;
    resume.run();
    if (!waiting) {
      leave();
    }
  }

  /**
   * Stands in line for a limit only while no other limit holds it back: it would hold up others.
   */
  private void lineUp(long now) {
    for (Throttle throttle : throttles) {
      boolean free = true;
      for (Throttle other : throttles) {
        free &= other == throttle || other.open(now);
      }
      if (free) {
        throttle.lineUp(this);
      } else {
        throttle.leaveLine(this);
      }
    }
  }

  private void leave() {
    for (Throttle throttle : throttles) {
      throttle.leaveLine(this);
    }
  }
}
