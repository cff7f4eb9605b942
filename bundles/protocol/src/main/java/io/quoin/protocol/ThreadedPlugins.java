package io.quoin.protocol;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Plugins in real time, each on a thread of its own. */
final class ThreadedPlugins implements PluginSite {
  /** Half a minute, a bit at a time: a machine that stood still meanwhile has used up one bit. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final int PATIENCE = 6;

  private final ScheduledExecutorService engine;
  private final Complaints complaints;
  private final Duration look;

  /**
   * A site.
   *
   * @param engine runs the engine's own tasks; must not be a thread that plugins make or are called
   *     on
   * @param complaints of plugins
   */
  ThreadedPlugins(ScheduledExecutorService engine, Complaints complaints) {
    this(engine, complaints, LOOK);
  }

  /**
   * A site that may be less patient.
   *
   * @param look how often calls are looked at; one that is still under way the sixth time is stuck
   */
  ThreadedPlugins(ScheduledExecutorService engine, Complaints complaints, Duration look) {
    this.engine = engine;
    this.complaints = complaints;
    this.look = look;
  }

  @Override
  public PluginThread thread(String owner, Runnable stuck) {
    Own own = new Own(owner, stuck);
    own.watch(engine, look);
    return own;
  }

  @Override
  public void fault(Object plugin, PluginFault fault, String words) {
    complaints.report(plugin, fault, words);
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
    private final Runnable stuck;

    /** Odd while a call is under way. */
    private final AtomicLong steps = new AtomicLong();

    private volatile Optional<Future<?>> watch = Optional.empty();
    private long seen;
    private int patience = PATIENCE;

    Own(String owner, Runnable stuck) {
      this.stuck = stuck;
      thread =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread made = new Thread(task, "quoin-mailbox-" + owner);
                made.setDaemon(true);
                return made;
              }) {
            @Override
            protected void beforeExecute(Thread at, Runnable task) {
              steps.incrementAndGet();
            }

            @Override
            protected void afterExecute(Runnable task, Throwable thrown) {
              steps.incrementAndGet();
            }

            @Override
            protected void terminated() {
              watch.ifPresent(looks -> looks.cancel(false));
            }
          };
      thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      thread.setRemoveOnCancelPolicy(true);
    }

    void watch(ScheduledExecutorService engine, Duration look) {
      try {
        watch =
            Optional.of(
                engine.scheduleWithFixedDelay(
                    this::look, look.toNanos(), look.toNanos(), TimeUnit.NANOSECONDS));
      } catch (RejectedExecutionException ending) {
        // Nobody is left to be told.
      }
    }

    private void look() {
      long now = steps.get();
      patience = now == seen && now % 2 == 1 ? patience - 1 : PATIENCE;
      seen = now;
      if (patience == 0) {
        stuck.run();
      }
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
