package io.quoin.wallet.journal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's one thread. */
final class JournalThread implements JournalLoop, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "quoin-wallet-journal"));

  JournalThread() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(logged(task));
    } catch (RejectedExecutionException closed) {
      LOG.debug("The journal is closed; a late task is dropped");
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      thread.schedule(logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("The journal is closed; a late task is dropped");
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError broken) {
        LOG.error("The journal goes on without a step that failed", broken);
      }
    };
  }

  /** Takes nothing more; what was taken and is not for later is done. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
