package io.quoin.testbed.network;

import java.util.ArrayDeque;

/**
 * A host's line from the core. What finds it free has arrived at once, since it came over the
 * sender's line at the same time; what does not waits, each connection in turn.
 */
final class Downlink {
  private final Timeline timeline;
  private final double nanosPerByte;
  private final ArrayDeque<Stream> turns = new ArrayDeque<>();
  private final Runnable free = this::free;
  private boolean waiting;
  private long freeAt;
  private long bytes;

  Downlink(Timeline timeline, long rate) {
    this.timeline = timeline;
    this.nanosPerByte = 1e9 / rate;
  }

  /** All bytes that it has carried. */
  long bytes() {
    return bytes;
  }

  /** Bytes that arrive whether there is room or not. */
  void charge(long size) {
    bytes += size;
    freeAt = Math.max(freeAt, timeline.now()) + (long) (size * nanosPerByte);
  }

  boolean isFree() {
    return freeAt <= timeline.now();
  }

  /** The connection has a block that waits for the line. */
  void lineUp(Stream stream) {
    turns.add(stream);
    if (!waiting) {
      waiting = true;
      timeline.at(freeAt, free);
    }
  }

  private void free() {
    while (!turns.isEmpty() && isFree()) {
      turns.poll().passOn();
    }
    waiting = !turns.isEmpty();
    if (waiting) {
      timeline.at(freeAt, free);
    }
  }
}
