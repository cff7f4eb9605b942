package io.quoin.api.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin is that was verified and would resolve.
 *
 * @param id names it in this platform
 * @param version OSGi version
 * @param bundles in the order they start
 * @param capabilities what it declares
 * @param signer empty if it is unsigned
 */
public record PluginPlan(
    String id,
    String version,
    List<PluginBundle> bundles,
    List<PluginCapability> capabilities,
    Optional<PluginSigner> signer) {

  /** Keeps copies. */
  public PluginPlan {
    bundles = List.copyOf(bundles);
    capabilities = List.copyOf(capabilities);
  }
}
