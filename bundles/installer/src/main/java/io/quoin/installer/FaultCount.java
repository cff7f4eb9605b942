package io.quoin.installer;

import io.quoin.api.plugin.PluginFault;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what plugins do that they must not. A count begins anew when the span is over, so that at
 * worst twice the limit passes within a span.
 */
final class FaultCount {

  /** Versions of plugins that are counted at once; there are fewer. */
  private static final int MOST = 1024;

  private final FaultLimits limits;
  private final Map<String, Map<PluginFault, Count>> counts = new HashMap<>();

  private static final class Count {
    private long began;
    private int times;
  }

  FaultCount(FaultLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts one.
   *
   * @param version of a plugin
   * @param nanos monotonic
   * @return whether that was one too many; said once in a span
   */
  synchronized boolean tooMany(String version, PluginFault fault, long nanos) {
    if (counts.size() >= MOST && !counts.containsKey(version)) {
      counts.clear();
    }
    Count count =
        counts
            .computeIfAbsent(version, key -> new EnumMap<>(PluginFault.class))
            .computeIfAbsent(fault, key -> new Count());
    if (count.times == 0 || nanos - count.began > limits.span().toNanos()) {
      count.began = nanos;
      count.times = 0;
    }
    count.times = Math.min(count.times + 1, Integer.MAX_VALUE - 1);
    return count.times == limits.of(fault);
  }

  /** Forgets a version that is gone. */
  synchronized void forget(String version) {
    counts.remove(version);
  }
}
