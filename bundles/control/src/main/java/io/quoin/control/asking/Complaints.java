package io.quoin.control.asking;

import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where plugins are complained of, while there is such a place. */
public final class Complaints {

  private final AtomicReference<Optional<PluginFaults>> place =
      new AtomicReference<>(Optional.empty());

  /**
   * There is a place.
   *
   * @param faults the place
   */
  public void came(PluginFaults faults) {
    place.set(Optional.of(faults));
  }

  /**
   * There is none any more.
   *
   * @param faults as it came
   */
  public void left(PluginFaults faults) {
    place.updateAndGet(current -> current.filter(known -> known != faults));
  }

  /**
   * Complains.
   *
   * @param culprit what is the plugin's
   * @param fault what it did
   * @param words goes on after the plugin's name
   */
  public void report(Object culprit, PluginFault fault, String words) {
    place.get().ifPresent(faults -> faults.report(culprit, fault, words));
  }
}
