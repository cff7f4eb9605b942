package io.quoin.protocol.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.quoin.protocol.swarm.Loop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An event loop as swarms see it. */
public final class NettyLoop implements Loop {
  private final EventLoop loop;

  /** Wraps the event loop. */
  public NettyLoop(EventLoop loop) {
    this.loop = loop;
  }

  /** The event loop itself. */
  public EventLoop eventLoop() {
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      // The loop has ended and with it everything that the task was about.
    }
  }

  @Override
  public Timer after(long nanos, Runnable task) {
    try {
      ScheduledFuture<?> future = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException ended) {
      return () -> {};
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean inLoop() {
    return loop.inEventLoop();
  }
}
