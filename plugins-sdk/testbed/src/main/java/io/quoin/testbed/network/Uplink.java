package io.quoin.testbed.network;

import java.util.ArrayDeque;

/**
 * A host's line to the core, carrying something of each connection in turn: a block, or two where
 * they take no longer than a sixteenth of a second.
 */
final class Uplink {
  /** How long a turn of more than one block may take. */
  private static final double TURN_SECONDS = 1 / 16.0;

  private static final int MOST_BLOCKS = 2;
  private static final int BLOCK = 16_384;

  private final Timeline timeline;
  private final double nanosPerByte;
  private final int blocksATurn;
  private final ArrayDeque<Stream> turns = new ArrayDeque<>();
  private final Runnable carried = this::carried;
  private Stream carrying;
  private long freeAt;
  private long owed;
  private long bytes;

  Uplink(Timeline timeline, long rate) {
    this.timeline = timeline;
    this.nanosPerByte = 1e9 / rate;
    this.blocksATurn =
        (int) Math.max(1, Math.min(MOST_BLOCKS, (long) (rate * TURN_SECONDS) / BLOCK));
  }

  /** All bytes that it has carried. */
  long bytes() {
    return bytes;
  }

  /** Messages that wait for nobody take their room all the same. */
  void charge(long size) {
    bytes += size;
    if (carrying == null) {
      freeAt = Math.max(freeAt, timeline.now()) + nanos(size);
    } else {
      owed += size;
    }
  }

  /** The connection has a block to send. */
  void lineUp(Stream stream) {
    turns.add(stream);
    if (carrying == null) {
      carryNext();
    }
  }

  private void carryNext() {
    for (Stream next = turns.poll(); next != null; next = turns.poll()) {
      if (next.mayDepart()) {
        int blocks = next.departing(blocksATurn);
        long size = next.departingSize(blocks);
        freeAt = Math.max(freeAt, timeline.now()) + nanos(size + owed);
        owed = 0;
        bytes += size;
        carrying = next;
        next.depart(blocks, freeAt);
        timeline.at(freeAt, carried);
        return;
      }
    }
  }

  private void carried() {
    Stream done = carrying;
    carrying = null;
    done.departed();
    if (carrying == null) {
      carryNext();
    }
  }

  private long nanos(long size) {
    return (long) (size * nanosPerByte);
  }
}
