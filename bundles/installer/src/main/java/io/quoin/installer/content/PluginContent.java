package io.quoin.installer.content;

import io.quoin.api.plugin.PluginCapability;
import java.util.List;
import org.osgi.framework.Version;

/**
 * A plugin that is not installed yet.
 *
 * @param id names it
 * @param version as its manifest says
 * @param bundles in the order they start
 * @param capabilities what it declares
 */
public record PluginContent(
    String id, Version version, List<BundleContent> bundles, List<PluginCapability> capabilities) {

  /** Keeps copies. */
  public PluginContent {
    bundles = List.copyOf(bundles);
    capabilities = List.copyOf(capabilities);
  }

  /** How messages call it. */
  public String subject() {
    return id + " " + version;
  }
}
