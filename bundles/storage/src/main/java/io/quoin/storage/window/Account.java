package io.quoin.storage.window;

import java.util.concurrent.atomic.AtomicInteger;

/** What one torrent holds of the budget, and whether it waits for more. */
public final class Account {

  private final Runnable turn;
  private final AtomicInteger held = new AtomicInteger();

  /** Whether it stands in the queue; set on its loop, cleared when its turn comes. */
  private volatile boolean waiting;

  /** Windows put aside for it, of which its loop has not heard. */
  private final AtomicInteger promised = new AtomicInteger();

  /** Windows put aside for it, while its turn is used on its loop. */
  private int granted;

  private volatile boolean closed;

  /** When it gave a window back last, on the budget's clock. */
  private volatile long lastGiven;

  /**
   * An account that holds nothing.
   *
   * @param turn told, on any thread, that its turn has come: it is to run {@link
   *     WindowBudget#useTurn} on the loop of its torrent
   */
  public Account(Runnable turn) {
    this.turn = turn;
  }

  /**
   * How many windows it holds.
   *
   * @return 0 or more
   */
  public int held() {
    return held.get();
  }

  Runnable turn() {
    return turn;
  }

  AtomicInteger heldCount() {
    return held;
  }

  boolean waiting() {
    return waiting;
  }

  void waiting(boolean now) {
    waiting = now;
  }

  boolean closed() {
    return closed;
  }

  void closeForGood() {
    closed = true;
  }

  long lastGiven() {
    return lastGiven;
  }

  void gaveAt(long now) {
    lastGiven = now;
  }

  void promise() {
    promised.incrementAndGet();
  }

  int takePromised() {
    return promised.getAndSet(0);
  }

  int granted() {
    return granted;
  }

  void granted(int windows) {
    granted = windows;
  }
}
