package io.quoin.installer.record;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a plugin.
 *
 * @param id names it
 * @param version OSGi version
 * @param generation grows with every version that is put in; tells the bundles of an update from
 *     those they replace
 * @param range versions it may be updated to; empty for any
 * @param enabled whether it is to run
 * @param bundles in the order they start
 * @param capabilities what it declares
 * @param signer empty if it is unsigned
 * @param installed when this version was
 */
public record PluginRecord(
    String id,
    String version,
    long generation,
    String range,
    boolean enabled,
    List<PluginBundle> bundles,
    List<PluginCapability> capabilities,
    Optional<PluginSigner> signer,
    Instant installed) {

  /** Keeps copies. */
  public PluginRecord {
    bundles = List.copyOf(bundles);
    capabilities = List.copyOf(capabilities);
  }

  /**
   * The same with another range.
   *
   * @param versions it may be updated to
   * @return another record
   */
  public PluginRecord within(String versions) {
    return new PluginRecord(
        id, version, generation, versions, enabled, bundles, capabilities, signer, installed);
  }

  /**
   * The same, enabled or not.
   *
   * @param on whether it is to run
   * @return another record
   */
  public PluginRecord enabled(boolean on) {
    return new PluginRecord(
        id, version, generation, range, on, bundles, capabilities, signer, installed);
  }

  /**
   * How messages call it.
   *
   * @return id and version
   */
  public String subject() {
    return id + " " + version;
  }
}
