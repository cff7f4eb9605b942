package io.quoin.session;

import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where plugins are complained of, while there is such a place. */
final class Complaints {

  private final AtomicReference<Optional<PluginFaults>> place =
      new AtomicReference<>(Optional.empty());

  void came(PluginFaults faults) {
    place.set(Optional.of(faults));
  }

  void left(PluginFaults faults) {
    place.updateAndGet(current -> current.filter(known -> known != faults));
  }

  void report(Object culprit, PluginFault fault, String words) {
    place.get().ifPresent(faults -> faults.report(culprit, fault, words));
  }
}
