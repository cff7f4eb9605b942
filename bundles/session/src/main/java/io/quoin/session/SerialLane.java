package io.quoin.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in order, on threads that are shared with other lanes. One that hangs
 * holds up its own lane only.
 */
final class SerialLane implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);

  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  /** Odd while a task is under way. */
  private final AtomicInteger steps = new AtomicInteger();

  private int seen;
  private int looks;

  SerialLane(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    boolean idle;
    synchronized (waiting) {
      waiting.add(task);
      idle = !running;
      running = true;
    }
    if (idle) {
      threads.execute(this::runAll);
    }
  }

  /** In one go, so that what was taken is done although the threads take nothing more. */
  private void runAll() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      steps.incrementAndGet();
      try {
        next.get().run();
      } catch (RuntimeException | LinkageError broken) {
        LOG.error("A lane goes on without a step that failed", broken);
      } finally {
        steps.incrementAndGet();
      }
    }
  }

  /** How often in a row the same task was under way when this was asked; asked by one thread. */
  int stuckFor() {
    int now = steps.get();
    looks = now == seen && now % 2 != 0 ? looks + 1 : 0;
    seen = now;
    return looks;
  }

  private Optional<Runnable> next() {
    synchronized (waiting) {
      Optional<Runnable> next = Optional.ofNullable(waiting.poll());
      running = next.isPresent();
      return next;
    }
  }
}
