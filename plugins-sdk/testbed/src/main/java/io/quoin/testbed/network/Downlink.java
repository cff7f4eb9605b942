package io.quoin.testbed.network;

import java.util.ArrayDeque;

/**
 * A host's line from the core. What finds it free has arrived at once, since it came over the
 * sender's line at the same time; what does not waits, each connection in turn. It counts as free
 * while no more than a sender's turn is ahead of what it has carried.
 */
final class Downlink {
  /** What a sender's turn has besides the first block. */
  private static final long AHEAD = 16_384 + Stream.BLOCK_HEAD;

  private final Timeline timeline;
  private final double nanosPerByte;
  private final long ahead;
  private final ArrayDeque<Stream> turns = new ArrayDeque<>();
  private final Runnable free = this::free;
  private boolean waiting;
  private long freeAt;
  private long bytes;

  Downlink(Timeline timeline, long rate) {
    this.timeline = timeline;
    this.nanosPerByte = 1e9 / rate;
    this.ahead = (long) (AHEAD * nanosPerByte);
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
    return freeAt - ahead <= timeline.now();
  }

  /** The connection has a block that waits for the line. */
  void lineUp(Stream stream) {
    turns.add(stream);
    if (!waiting) {
      waiting = true;
      timeline.at(freeAt - ahead, free);
    }
  }

  private void free() {
    while (!turns.isEmpty() && isFree()) {
      turns.poll().passOn();
    }
    waiting = !turns.isEmpty();
    if (waiting) {
      timeline.at(freeAt - ahead, free);
    }
  }
}
