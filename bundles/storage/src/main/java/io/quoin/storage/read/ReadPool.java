package io.quoin.storage.read;

import io.quoin.storage.crew.Crew;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The memory that reads are made into: a fixed number of buffers for all torrents. A read that
 * finds none waits in the order of arrival until one comes back. Thread-safe.
 */
public final class ReadPool {

  /** Bytes of a buffer, the longest read. */
  public static final int BUFFER = 256 << 10;

  private final int total;
  private final Crew crew;
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();
  private final Deque<Read> waiting = new ArrayDeque<>();
  private int allocated;

  /**
   * A pool of which nothing is allocated yet.
   *
   * @param buffers how many, 1 or more
   * @param crew whose threads read
   */
  public ReadPool(int buffers, Crew crew) {
    this.total = buffers;
    this.crew = crew;
  }

  /**
   * Starts a read as soon as there is memory for it; returns at once.
   *
   * @param read what to read
   */
  public void start(Read read) {
    Optional<ByteBuffer> buffer;
    synchronized (this) {
      buffer = take();
      if (buffer.isEmpty()) {
        waiting.addLast(read);
      }
    }
    buffer.ifPresent(memory -> begin(read, memory));
  }

  /**
   * Buffers that are lent or being read into.
   *
   * @return at most the pool's size
   */
  public synchronized int lent() {
    return allocated - spare.size();
  }

  void giveBack(ByteBuffer buffer) {
    Read next;
    synchronized (this) {
      next = waiting.pollFirst();
      if (next == null) {
        spare.push(buffer);
      }
    }
    if (next != null) {
      begin(next, buffer);
    }
  }

  private void begin(Read read, ByteBuffer buffer) {
    crew.execute(worker -> read.run(new ReadLease(this, buffer), worker));
  }

  private Optional<ByteBuffer> take() {
    if (!spare.isEmpty()) {
      return Optional.of(spare.pop());
    }
    if (allocated == total) {
      return Optional.empty();
    }
    allocated++;
    return Optional.of(allocate());
  }

  /** Where the JVM allows no more direct memory the heap serves, with one more copy. */
  private static ByteBuffer allocate() {
    try {
      return ByteBuffer.allocateDirect(BUFFER);
    } catch (OutOfMemoryError tight) {
      return ByteBuffer.allocate(BUFFER);
    }
  }
}
