package io.quoin.protocol.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happens on the connections of all loops, counted for whoever watches. Thread-safe. */
public final class LinkCounts {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger halfOpen = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder turnedAway = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  /** Connections after their handshakes. */
  public int open() {
    return open.get();
  }

  /** Connections that are being made. */
  public int halfOpen() {
    return halfOpen.get();
  }

  /** Connections that came in and have named no torrent yet. */
  public int waiting() {
    return waiting.get();
  }

  /** Connections that came in and were closed at once: too many, or refused by a filter. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  /** Bytes after the handshakes, payload and all else. */
  public long received() {
    return received.sum();
  }

  /** Bytes after the handshakes, payload and all else, handed to the sockets. */
  public long sent() {
    return sent.sum();
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /** Counts one that is being made, if there may be one more. */
  boolean dials(int most) {
    if (halfOpen.incrementAndGet() > most) {
      halfOpen.decrementAndGet();
      return false;
    }
    return true;
  }

  void dialled() {
    halfOpen.decrementAndGet();
  }

  void waits() {
    waiting.incrementAndGet();
  }

  void waitsNoMore() {
    waiting.decrementAndGet();
  }

  void turnsAway() {
    turnedAway.increment();
  }

  void receives(int bytes) {
    received.add(bytes);
  }

  void sends(int bytes) {
    sent.add(bytes);
  }
}
