package io.quoin.devnet;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The simulator's threads: its own, so that none outlives it. */
final class Threads implements AutoCloseable {

  private static final int IDLE_SECONDS = 5;
  private static final int CLOSING_SECONDS = 10;
  private static final int CALLS = 4;
  private static final int QUEUED_CALLS = 1_024;

  // What does not fit in the queue is done by the thread that reads it: then it reads no more.
  private final ThreadPoolExecutor calls =
      new ThreadPoolExecutor(
          CALLS,
          CALLS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_CALLS),
          named("quoin-devnet-calls"),
          new ThreadPoolExecutor.CallerRunsPolicy());

  // One that listens an endpoint, and up to three a connection, whose number is limited.
  private final ThreadPoolExecutor sockets =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          named("quoin-devnet-sockets"));

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("quoin-devnet-timer"));

  Threads() {
    calls.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  Executor calls() {
    return calls;
  }

  Executor sockets() {
    return sockets;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    List<ExecutorService> all = List.of(timer, calls, sockets);
    all.forEach(ExecutorService::shutdownNow);
    try {
      for (ExecutorService each : all) {
        each.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
