package io.quoin.shell.command;

import io.quoin.api.plugin.PluginBundle;
import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginPlan;
import io.quoin.api.plugin.PluginSigner;
import io.quoin.api.plugin.PluginSnapshot;
import java.util.List;
import java.util.Locale;

/** A plugin as programs read it. */
record PluginFacts(
    String id,
    String version,
    String state,
    String reason,
    String origin,
    String signer,
    String range,
    List<String> bundles,
    List<String> capabilities,
    List<String> findings)
    implements Answer {

  static PluginFacts of(PluginSnapshot plugin) {
    return of(plugin, List.of());
  }

  static PluginFacts of(PluginSnapshot plugin, List<String> findings) {
    return new PluginFacts(
        plugin.id(),
        plugin.version(),
        lower(plugin.state()),
        plugin.reason(),
        lower(plugin.origin()),
        plugin.signer().map(PluginSigner::name).orElse(""),
        plugin.range(),
        bundles(plugin.bundles()),
        plugin.capabilities().stream().map(PluginFacts::lower).toList(),
        findings);
  }

  static PluginFacts of(PluginPlan plan) {
    return new PluginFacts(
        plan.id(),
        plan.version(),
        "not installed",
        "",
        "",
        plan.signer().map(PluginSigner::name).orElse(""),
        "",
        bundles(plan.bundles()),
        plan.capabilities().stream().map(PluginFacts::lower).toList(),
        List.of());
  }

  @Override
  public String text(int columns) {
    StringBuilder text = new StringBuilder();
    line(text, id, version);
    line(text, "state", state);
    line(text, "reason", reason);
    line(text, "origin", origin);
    line(text, "versions", range);
    line(text, "signed by", signer.isEmpty() ? "nobody" : signer);
    line(text, "bundles", String.join(", ", bundles));
    line(text, "capabilities", capabilities.isEmpty() ? "none" : String.join(", ", capabilities));
    findings.forEach(finding -> line(text, "found", finding));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(String.format("%-14s %s%n", Shown.of(name), Shown.of(value)));
    }
  }

  private static List<String> bundles(List<PluginBundle> bundles) {
    return bundles.stream().map(bundle -> bundle.name() + " " + bundle.version()).toList();
  }

  private static String lower(PluginCapability capability) {
    return (lower(capability.kind()) + " " + capability.name()).strip();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
