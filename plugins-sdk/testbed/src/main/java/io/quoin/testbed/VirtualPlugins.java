package io.quoin.testbed;

import io.quoin.api.plugin.PluginFault;
import io.quoin.protocol.PluginSite;
import io.quoin.protocol.PluginThread;
import io.quoin.protocol.swarm.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Plugins of one peer, called on the virtual clock: a call takes no time. */
final class VirtualPlugins implements PluginSite {
  /** When every run begins, on the wall clock. */
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Loop loop;

  VirtualPlugins(Loop loop) {
    this.loop = loop;
  }

  @Override
  public PluginThread thread(String owner, Runnable stuck) {
    return new Turns();
  }

  @Override
  public void fault(Object plugin, PluginFault fault, String words) {
    // There is nobody to disable it: a run goes on with what it began.
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    loop.after(delay.toNanos(), task);
  }

  @Override
  public InstantSource clock() {
    return () -> BEGINNING.plusNanos(loop.nanoTime());
  }

  @Override
  public long nanoTime() {
    return loop.nanoTime();
  }

  private final class Turns implements PluginThread {
    private boolean closed;
    private boolean abandoned;

    @Override
    public boolean execute(Runnable task) {
      if (!closed) {
        loop.execute(
            () -> {
              if (!abandoned) {
                task.run();
              }
            });
      }
      return !closed;
    }

    @Override
    public boolean after(Duration delay, Runnable task) {
      if (!closed) {
        loop.after(
            delay.toNanos(),
            () -> {
              if (!closed) {
                task.run();
              }
            });
      }
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void abandon(Runnable last) {
      closed = true;
      abandoned = true;
      loop.execute(last);
    }
  }
}
