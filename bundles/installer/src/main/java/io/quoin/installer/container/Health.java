package io.quoin.installer.container;

import io.quoin.api.plugin.PluginException.Code;
import java.util.List;

/**
 * How the bundles of a plugin do.
 *
 * @param faults what will not get better by itself
 * @param waits what its components wait for, and may yet come
 * @param notes what an operator may want to know besides
 */
public record Health(List<Fault> faults, List<String> waits, List<String> notes) {

  /** Keeps copies. */
  public Health {
    faults = List.copyOf(faults);
    waits = List.copyOf(waits);
    notes = List.copyOf(notes);
  }

  /**
   * Something that will not get better by itself.
   *
   * @param code which refusal it makes
   * @param words goes on after the plugin's name
   */
  public record Fault(Code code, String words) {}
}
