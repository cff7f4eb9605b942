package io.quoin.discovery.tracker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler of a running platform: one thread, which ends when it is closed. */
final class SchedulerThread implements Scheduler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "quoin-discovery-trackers"));

  SchedulerThread() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(logged(task));
    } catch (RejectedExecutionException closed) {
      LOG.debug("Discovery is closed; a late task is dropped");
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    try {
      Future<?> waiting = thread.schedule(logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> waiting.cancel(false);
    } catch (RejectedExecutionException closed) {
      return Timer.NONE;
    }
  }

  /** Does what is due and forgets what is not. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError broken) {
        LOG.error("Announcing goes on without a step that failed", broken);
      }
    };
  }
}
