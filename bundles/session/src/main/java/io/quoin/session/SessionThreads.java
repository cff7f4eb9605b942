package io.quoin.session;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session's threads: one a lane, more for calls to others. Each ends by itself once all is
 * closed and its work is done. A provider or plugin that never returns keeps no program from
 * ending.
 */
final class SessionThreads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionThreads.class);
  private static final int IDLE_SECONDS = 10;
  private static final int CALLS = 4;

  private final ScheduledThreadPoolExecutor state =
      new ScheduledThreadPoolExecutor(1, named("quoin-session-state", false));
  private final ThreadPoolExecutor calls = lane("quoin-session-calls", CALLS, true);
  private final ThreadPoolExecutor disk = lane("quoin-session-disk", 1, false);
  private final ThreadPoolExecutor removal = lane("quoin-session-removal", 1, true);

  SessionThreads() {
    state.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  Lanes lanes() {
    return new Lanes(guarded(state), guarded(calls), guarded(disk), guarded(removal));
  }

  void everySecond(Runnable task) {
    state.scheduleWithFixedDelay(logged(task), 1, 1, TimeUnit.SECONDS);
  }

  /** Takes nothing more; what was taken is done. */
  @Override
  public void close() {
    state.execute(
        () -> {
          calls.shutdown();
          disk.shutdown();
          removal.shutdown();
        });
    state.shutdown();
  }

  private static ThreadPoolExecutor lane(String name, int threads, boolean daemon) {
    ThreadPoolExecutor lane =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named(name, daemon));
    lane.allowCoreThreadTimeOut(true);
    return lane;
  }

  private static ThreadFactory named(String name, boolean daemon) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(daemon);
      return thread;
    };
  }

  private static Executor guarded(Executor lane) {
    return task -> {
      try {
        lane.execute(logged(task));
      } catch (RejectedExecutionException closed) {
        LOG.debug("The session is closed; a late task is dropped");
      }
    };
  }

  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError broken) {
        LOG.error("The session goes on without a step that failed", broken);
      }
    };
  }
}
