package io.quoin.installer;

import io.quoin.api.plugin.PluginSnapshot;
import io.quoin.api.plugin.PluginState;
import io.quoin.installer.container.Deployment;
import io.quoin.installer.container.Health;
import io.quoin.installer.record.PluginRecord;
import java.util.Optional;

/**
 * An installed plugin.
 *
 * @param record what is remembered of it
 * @param deployment its bundles in the container, if they are there
 * @param absence how it does where they are not
 * @param reason why they are not, if something failed
 */
record Member(
    PluginRecord record, Optional<Deployment> deployment, PluginState absence, String reason) {

  static Member running(PluginRecord record, Deployment deployment) {
    return new Member(record, Optional.of(deployment), PluginState.RUNNING, "");
  }

  static Member remembered(PluginRecord record) {
    return new Member(record, Optional.empty(), absence(record), record.quarantine());
  }

  private static PluginState absence(PluginRecord record) {
    if (record.enabled()) {
      return PluginState.STARTING;
    }
    return record.quarantine().isEmpty() ? PluginState.DISABLED : PluginState.QUARANTINED;
  }

  Member failed(String why) {
    return new Member(record, Optional.empty(), PluginState.FAILED, why);
  }

  Member with(PluginRecord changed) {
    return new Member(changed, deployment, absence, reason);
  }

  PluginSnapshot snapshot() {
    if (deployment.isEmpty()) {
      return snapshot(absence, reason);
    }
    Health health = deployment.get().health();
    if (!health.faults().isEmpty()) {
      return snapshot(PluginState.FAILED, health.faults().get(0).words());
    }
    return health.waits().isEmpty()
        ? snapshot(PluginState.RUNNING, "")
        : snapshot(PluginState.WAITING, health.waits().get(0));
  }

  private PluginSnapshot snapshot(PluginState state, String why) {
    return new PluginSnapshot(
        record.id(),
        record.version(),
        record.origin(),
        record.range(),
        state,
        why,
        record.bundles(),
        record.capabilities(),
        record.signer(),
        record.installed());
  }
}
