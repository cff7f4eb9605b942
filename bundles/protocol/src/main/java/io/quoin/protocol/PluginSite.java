package io.quoin.protocol;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;
import java.time.InstantSource;

/** What plugins run on and measure time with: threads and the system's clocks, or a simulation. */
public interface PluginSite {

  /**
   * Where a plugin is called from now on.
   *
   * @param owner the plugin, for names and logs
   * @param stuck run, on no plugin's thread, when a call has been under way for half a minute; not
   *     where calls take no time
   */
  PluginThread thread(String owner, Runnable stuck);

  /**
   * Says that a plugin did what it must not; from any thread, never waits.
   *
   * @param plugin an object of the plugin's
   * @param fault what it did
   * @param words what exactly
   */
  void fault(Object plugin, PluginFault fault, String words);

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
