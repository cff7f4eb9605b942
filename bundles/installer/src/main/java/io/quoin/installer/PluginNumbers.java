package io.quoin.installer;

import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthFinding;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Plugins and what they did that they must not, for machines. */
final class PluginNumbers implements MetricSource, HealthCheck {

  private static final Set<PluginState> ILL =
      EnumSet.of(PluginState.FAILED, PluginState.QUARANTINED);

  private final Supplier<List<PluginSnapshot>> plugins;
  private final ToLongFunction<PluginFault> faults;

  PluginNumbers(Supplier<List<PluginSnapshot>> plugins, ToLongFunction<PluginFault> faults) {
    this.plugins = plugins;
    this.faults = faults;
  }

  @Override
  public List<Metric> metrics() {
    List<PluginSnapshot> all = plugins.get();
    return List.of(
        new Metric(
            "plugins",
            MetricKind.GAUGE,
            MetricUnit.NONE,
            "Installed plugins by how they do",
            Arrays.stream(PluginState.values()).map(state -> count(state, all)).toList()),
        new Metric(
            "faults",
            MetricKind.COUNTER,
            MetricUnit.NONE,
            "What plugins did that they must not, by what it was",
            Arrays.stream(PluginFault.values())
                .map(fault -> Sample.of(faults.applyAsLong(fault), "fault", word(fault)))
                .toList()));
  }

  private static Sample count(PluginState state, List<PluginSnapshot> all) {
    long count = all.stream().filter(plugin -> plugin.state() == state).count();
    return Sample.of(count, "state", word(state));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The platform does without a plugin that is ill. */
  @Override
  public HealthFinding check() {
    List<PluginSnapshot> ill =
        plugins.get().stream().filter(plugin -> ILL.contains(plugin.state())).toList();
    if (ill.isEmpty()) {
      return HealthFinding.ok("no plugin has failed or is in quarantine");
    }
    PluginSnapshot first = ill.get(0);
    return HealthFinding.warning(
        ill.size()
            + " of the plugins do not work, the first "
            + first.id()
            + ", which is "
            + word(first.state())
            + ": "
            + first.reason(),
        "look at it with plugin:info, then update, enable or remove it");
  }
}
