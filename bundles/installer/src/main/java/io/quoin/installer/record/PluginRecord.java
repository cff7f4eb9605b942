package io.quoin.installer.record;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginOrigin;
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
 * @param origin where it comes from
 * @param range versions it may be updated to; empty for any
 * @param enabled whether it is to run
 * @param quarantine what it did; empty if it is not in quarantine
 * @param bundles in the order they start
 * @param capabilities what it declares
 * @param signer empty if it is unsigned
 * @param installed when this version was
 */
public record PluginRecord(
    String id,
    String version,
    long generation,
    PluginOrigin origin,
    String range,
    boolean enabled,
    String quarantine,
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
        id,
        version,
        generation,
        origin,
        versions,
        enabled,
        quarantine,
        bundles,
        capabilities,
        signer,
        installed);
  }

  /**
   * The same, enabled or not, and no longer in quarantine.
   *
   * @param on whether it is to run
   * @return another record
   */
  public PluginRecord enabled(boolean on) {
    return with(origin, on, "");
  }

  /**
   * The same, disabled for what it did.
   *
   * @param reason what that was
   * @return another record
   */
  public PluginRecord quarantined(String reason) {
    return with(origin, false, reason);
  }

  /**
   * The same from somewhere else.
   *
   * @param place where it comes from
   * @return another record
   */
  public PluginRecord from(PluginOrigin place) {
    return with(place, enabled, quarantine);
  }

  private PluginRecord with(PluginOrigin place, boolean on, String reason) {
    return new PluginRecord(
        id,
        version,
        generation,
        place,
        range,
        on,
        reason,
        bundles,
        capabilities,
        signer,
        installed);
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
