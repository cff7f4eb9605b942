package io.quoin.installer.resolve;

import io.quoin.installer.content.BundleContent;
import io.quoin.installer.content.PluginContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.felix.utils.resource.CapabilitySet;
import org.apache.felix.utils.resource.RequirementImpl;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** One plugin against the container: what could provide each of its requirements. */
final class Fitting extends ResolveContext {

  private final PluginContent plugin;
  private final Surroundings surroundings;
  private final Grant grant;

  Fitting(PluginContent plugin, Surroundings surroundings) {
    this.plugin = plugin;
    this.surroundings = surroundings;
    this.grant = Grant.of(plugin.capabilities());
  }

  @Override
  public Collection<Resource> getMandatoryResources() {
    return plugin.bundles().stream().map(BundleContent::resource).toList();
  }

  @Override
  public List<Capability> findProviders(Requirement requirement) {
    List<Capability> providers = new ArrayList<>(own(requirement));
    for (Capability capability : here(requirement)) {
      if (grant.mayUse(capability, Surroundings.ofSystem(capability))) {
        providers.add(capability);
      }
    }
    return providers;
  }

  /** What the plugin's own bundles provide. */
  private List<Capability> own(Requirement requirement) {
    return plugin.bundles().stream()
        .flatMap(bundle -> bundle.resource().getCapabilities(requirement.getNamespace()).stream())
        .filter(capability -> matches(capability, requirement))
        .toList();
  }

  /** What the container provides, declared or not. */
  List<Capability> here(Requirement requirement) {
    return surroundings.capabilities(requirement.getNamespace()).stream()
        .filter(capability -> matches(capability, requirement))
        .toList();
  }

  private static boolean matches(Capability capability, Requirement requirement) {
    return CapabilitySet.matches(capability, RequirementImpl.getFilter(requirement));
  }

  @Override
  public int insertHostedCapability(
      List<Capability> capabilities, HostedCapability hostedCapability) {
    capabilities.add(hostedCapability);
    return capabilities.size() - 1;
  }

  @Override
  public boolean isEffective(Requirement requirement) {
    return Namespace.EFFECTIVE_RESOLVE.equals(
        requirement
            .getDirectives()
            .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
  }

  /** Whether the plugin cannot do without it. */
  boolean needed(Requirement requirement) {
    String resolution =
        requirement
            .getDirectives()
            .getOrDefault(
                Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
    return isEffective(requirement) && Namespace.RESOLUTION_MANDATORY.equals(resolution);
  }

  @Override
  public Map<Resource, Wiring> getWirings() {
    return surroundings.wirings();
  }
}
