package io.quoin.protocol;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Plugins in real time, each on a thread of its own. */
final class ThreadedPlugins implements PluginSite {
  private final ScheduledExecutorService engine;

  /**
   * A site.
   *
   * @param engine runs the engine's own tasks; must not be a thread that plugins make or are called
   *     on
   */
  ThreadedPlugins(ScheduledExecutorService engine) {
    this.engine = engine;
  }

  @Override
  public PluginThread thread(String owner) {
    return new Own(owner);
  }

  @Override
  public void execute(Runnable task) {
    engine.execute(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    engine.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  private static final class Own implements PluginThread {
    private final ScheduledThreadPoolExecutor thread;

    Own(String owner) {
      thread =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread made = new Thread(task, "quoin-mailbox-" + owner);
                made.setDaemon(true);
                return made;
              });
      thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean execute(Runnable task) {
      try {
        thread.execute(task);
        return true;
      } catch (RejectedExecutionException closed) {
        return false;
      }
    }

    @Override
    public boolean after(Duration delay, Runnable task) {
      try {
        thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return true;
      } catch (RejectedExecutionException closed) {
        return false;
      }
    }

    @Override
    public void close() {
      thread.shutdown();
    }

    @Override
    public void abandon(Runnable last) {
      thread.getQueue().clear();
      execute(last);
      thread.shutdown();
    }
  }
}
