package io.quoin.storage;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop that runs its tasks when the test says so, on the test's thread. */
public final class HandLoop implements Executor {

  /** Counted in waits and not by the clock, as a machine may stand still for a while. */
  private static final int PATIENCE = 600;

  private static final int WAIT_MILLIS = 50;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs tasks as they come until something is so. */
  public void until(String what, BooleanSupplier so) {
    int waits = 0;
    while (!so.getAsBoolean()) {
      waits += runNext(WAIT_MILLIS) ? 0 : 1;
      if (waits > PATIENCE) {
        fail("waited in vain until " + what);
      }
    }
  }

  /** Runs what is there now. */
  public void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Runs tasks for a while, to see that something does not happen. */
  public void runFor(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      runNext(10);
    }
  }

  private boolean runNext(long millis) {
    try {
      Runnable task = tasks.poll(millis, TimeUnit.MILLISECONDS);
      if (task != null) {
        task.run();
      }
      return task != null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
