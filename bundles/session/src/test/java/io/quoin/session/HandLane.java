package io.quoin.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs tasks only when it is told to, all of them on the test's thread. */
final class HandLane implements Executor {

  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
  }

  /** Until nothing is left, tasks that tasks add included. */
  void run() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  synchronized int waiting() {
    return tasks.size();
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }
}
