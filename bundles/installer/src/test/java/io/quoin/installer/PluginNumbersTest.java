package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quoin.api.health.HealthStatus;
import io.quoin.api.metrics.Sample;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginNumbersTest {

  private final List<PluginSnapshot> plugins = new ArrayList<>();
  private final PluginNumbers numbers =
      new PluginNumbers(() -> plugins, fault -> fault == PluginFault.THREW ? 3 : 0);

  @Test
  void plugins_are_counted_by_state_and_faults_by_kind() {
    plugins.add(plugin("a", PluginState.RUNNING, ""));
    plugins.add(plugin("b", PluginState.RUNNING, ""));

    assertThat(numbers.metrics().get(0).samples())
        .contains(Sample.of(2, "state", "running"), Sample.of(0, "state", "quarantined"));
    assertThat(numbers.metrics().get(1).samples())
        .contains(Sample.of(3, "fault", "threw"), Sample.of(0, "fault", "blocked"));
    assertThat(numbers.check().status()).isEqualTo(HealthStatus.OK);
  }

  @Test
  void one_in_quarantine_is_a_warning_with_its_reason() {
    plugins.add(plugin("a", PluginState.RUNNING, ""));
    plugins.add(plugin("b", PluginState.QUARANTINED, "It threw"));

    assertThat(numbers.check().status()).isEqualTo(HealthStatus.WARNING);
    assertThat(numbers.check().sentence())
        .isEqualTo("1 of the plugins do not work, the first b, which is quarantined: It threw");
  }

  private static PluginSnapshot plugin(String id, PluginState state, String reason) {
    return new PluginSnapshot(
        id,
        "1.0.0",
        PluginOrigin.INSTALLED,
        "",
        state,
        reason,
        List.of(),
        List.of(),
        Optional.empty(),
        Instant.EPOCH);
  }
}
