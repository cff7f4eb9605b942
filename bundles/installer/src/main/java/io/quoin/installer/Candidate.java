package io.quoin.installer;

import io.quoin.api.plugin.PluginOrigin;
import io.quoin.api.plugin.PluginPlan;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.installer.content.BundleContent;
import io.quoin.installer.content.PluginContent;
import io.quoin.installer.record.PluginRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A plugin that was verified and is not installed.
 *
 * @param content what it is
 * @param signer who signed it
 * @param origin where it comes from
 */
record Candidate(PluginContent content, Optional<PluginSigner> signer, PluginOrigin origin) {

  PluginPlan plan() {
    return new PluginPlan(
        content.id(),
        content.version().toString(),
        content.bundles().stream().map(BundleContent::told).toList(),
        content.capabilities(),
        signer);
  }

  /** The same from the folder that is followed. */
  Candidate deployed() {
    return new Candidate(content, signer, PluginOrigin.DEPLOYED);
  }

  /** As it is remembered: enabled, of any range. */
  PluginRecord record(long generation, Instant now) {
    return new PluginRecord(
        content.id(),
        content.version().toString(),
        generation,
        origin,
        "",
        true,
        "",
        content.bundles().stream().map(BundleContent::told).toList(),
        content.capabilities(),
        signer,
        now);
  }
}
