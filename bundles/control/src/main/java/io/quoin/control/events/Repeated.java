package io.quoin.control.events;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something at once and then again and again, as long as it is wanted. */
final class Repeated {

  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

  private final ScheduledExecutorService executor;
  private final Runnable task;
  private final long nanos;
  private final BooleanSupplier wanted;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * Does nothing yet.
   *
   * @param task is done once more when it is not wanted any longer
   * @param pause between two times
   */
  Repeated(
      ScheduledExecutorService executor, Runnable task, Duration pause, BooleanSupplier wanted) {
    this.executor = executor;
    this.task = task;
    this.nanos = pause.toNanos();
    this.wanted = wanted;
  }

  /** It is wanted. */
  void begin() {
    if (running.compareAndSet(false, true)) {
      schedule(0);
    }
  }

  private void schedule(long delay) {
    try {
      executor.schedule(this::run, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("Nobody looks for changes any more", ended);
    }
  }

  private void run() {
    boolean goesOn = wanted.getAsBoolean();
    try {
      task.run();
    } catch (RuntimeException | LinkageError broken) {
      LOG.warn("Changes could not be looked for; that is tried again", broken);
    }
    if (goesOn) {
      schedule(nanos);
      return;
    }
    running.set(false);
    if (wanted.getAsBoolean()) {
      begin();
    }
  }
}
