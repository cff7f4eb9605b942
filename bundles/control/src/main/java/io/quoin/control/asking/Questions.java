package io.quoin.control.asking;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one thing after the other, and waits for each only so long. What does not return keeps its
 * thread and is not asked again until it has; {@value #MOST_LATE} of them at most. Its calls are
 * not interrupted: that would close files that others use. Thread-safe.
 */
public final class Questions implements AutoCloseable {

  /** Threads, and so questions that may hang at once. */
  public static final int MOST_LATE = 16;

  private static final int IDLE_SECONDS = 5;
  private static final int HAND_OVER_MILLIS = 500;

  private final ThreadPoolExecutor threads;
  private final Map<Object, Long> underWay = Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * Has no thread until something is asked.
   *
   * @param name of its threads
   */
  public Questions(String name) {
    threads =
        new ThreadPoolExecutor(
            0,
            MOST_LATE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            Questions::awaitThread);
  }

  /** One that has answered may not be back at its queue yet. */
  private static void awaitThread(Runnable task, ThreadPoolExecutor threads) {
    try {
      if (!threads.isShutdown()
          && threads.getQueue().offer(task, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    throw new RejectedExecutionException();
  }

  /**
   * Asks.
   *
   * @param whom told apart by identity
   * @param question runs on one of the threads
   * @param patience how long to wait for it
   * @param <A> what is asked for
   * @return what came of it
   */
  public <A> Reply<A> ask(Object whom, Callable<A> question, Duration patience) {
    long now = System.nanoTime();
    synchronized (underWay) {
      Long before = underWay.get(whom);
      if (before != null) {
        return new Reply.Late<>(Duration.ofNanos(now - before));
      }
      if (underWay.size() >= MOST_LATE) {
        return new Reply.Unasked<>();
      }
      underWay.put(whom, now);
    }
    FutureTask<A> task = new FutureTask<>(() -> answer(whom, question));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      underWay.remove(whom);
      return new Reply.Unasked<>();
    }
    return await(task, patience);
  }

  /** It may be asked again before anybody has heard the answer. */
  private <A> A answer(Object whom, Callable<A> question) throws Exception {
    try {
      return question.call();
    } finally {
      underWay.remove(whom);
    }
  }

  private static <A> Reply<A> await(Future<A> task, Duration patience) {
    try {
      return new Reply.Given<>(task.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return new Reply.Late<>(patience);
    } catch (ExecutionException threw) {
      return new Reply.Threw<>(threw.getCause());
    } catch (InterruptedException hurried) {
      // Whoever waits is to end, which is no fault of the one that was asked.
      Thread.currentThread().interrupt();
      return new Reply.Unasked<>();
    }
  }

  /** Asks nothing more; the threads end, each once its question returns. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
