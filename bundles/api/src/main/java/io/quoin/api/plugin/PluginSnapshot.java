package io.quoin.api.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plugin at one moment.
 *
 * @param id names it in this platform
 * @param version OSGi version
 * @param origin where it comes from
 * @param range versions that it may be updated to; empty for any
 * @param state how it does
 * @param reason what it waits for, why it failed, or what it did; empty otherwise
 * @param bundles in the order they start
 * @param capabilities what it declares
 * @param signer empty if it is unsigned
 * @param installed when this version was
 */
public record PluginSnapshot(
    String id,
    String version,
    PluginOrigin origin,
    String range,
    PluginState state,
    String reason,
    List<PluginBundle> bundles,
    List<PluginCapability> capabilities,
    Optional<PluginSigner> signer,
    Instant installed) {

  /** Keeps copies. */
  public PluginSnapshot {
    bundles = List.copyOf(bundles);
    capabilities = List.copyOf(capabilities);
  }
}
