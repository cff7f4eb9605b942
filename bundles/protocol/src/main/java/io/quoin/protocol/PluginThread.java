package io.quoin.protocol;

import java.time.Duration;

/**
 * Runs one plugin's calls, one at a time, in order. From any thread; nothing here waits for a call.
 */
public interface PluginThread {

  /**
   * Runs a task soon.
   *
   * @return false if this was closed, and the task is dropped
   */
  boolean execute(Runnable task);

  /**
   * Runs a task later, unless this is closed before its time has come.
   *
   * @param delay from now, zero or more
   * @return false if this was closed, and the task is dropped
   */
  boolean after(Duration delay, Runnable task);

  /** Takes no more tasks; those that wait to run now are still run. */
  void close();

  /**
   * Takes no more tasks and forgets those that wait.
   *
   * @param last run when the call under way, if there is one, has returned
   */
  void abandon(Runnable last);
}
