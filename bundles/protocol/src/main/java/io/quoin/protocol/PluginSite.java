package io.quoin.protocol;

import java.time.Duration;
import java.time.InstantSource;

/** What plugins run on and measure time with: threads and the system's clocks, or a simulation. */
public interface PluginSite {

  /**
   * Where a plugin is called from now on.
   *
   * @param owner the plugin, for names and logs
   */
  PluginThread thread(String owner);

  /** Runs a task of the engine's own soon, on no plugin's thread. */
  void execute(Runnable task);

  /**
   * Runs a task of the engine's own later, on no plugin's thread.
   *
   * @param delay from now, zero or more
   */
  void after(Duration delay, Runnable task);

  /** The wall clock. */
  InstantSource clock();

  /** The monotonic clock, in nanoseconds that are comparable only with each other. */
  long nanoTime();
}
