package io.quoin.installer;

import io.quoin.api.plugin.PluginFault;
import java.time.Duration;

/**
 * How much of what it must not a plugin may do before it is disabled.
 *
 * @param thrown calls that throw, within the span
 * @param flooded times that there was no more room, within the span
 * @param span in which these are counted
 */
record FaultLimits(int thrown, int flooded, Duration span) {

  /** How many of a kind within the span are too many. */
  int of(PluginFault fault) {
    return switch (fault) {
      case THREW -> thrown;
      case FLOODED -> flooded;
      // Whoever says this has waited for it long enough.
      case BLOCKED, NOT_DRAINED, NOT_STOPPED, LEFT_BEHIND -> 1;
    };
  }
}
