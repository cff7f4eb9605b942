package io.quoin.protocol;

import io.quoin.protocol.swarm.Loop;
import java.util.concurrent.TimeUnit;

/**
 * How long a task waits for its turn on a loop. Measured only when somebody asks: each look sends
 * one task, unless the one before is still on its way. From one thread at a time.
 */
final class LoopLag {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Loop loop;
  private boolean never = true;
  private volatile long sentAt;
  private volatile long lag;
  private volatile boolean underWay;

  LoopLag(Loop loop) {
    this.loop = loop;
  }

  /**
   * Seconds, as of the look before this one, or how long that one's task has waited so far.
   *
   * @return 0 at the first look
   */
  double seconds() {
    long now = System.nanoTime();
    if (underWay) {
      return (now - sentAt) / SECOND;
    }
    double measured = never ? 0 : lag / SECOND;
    never = false;
    sentAt = now;
    underWay = true;
    loop.execute(
        () -> {
          lag = System.nanoTime() - now;
          underWay = false;
        });
    return measured;
  }
}
