package io.quoin.installer.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/**
 * The container at one moment, as a plugin may be wired to it: the bundles that are resolved and
 * belong to no plugin, for plugins share nothing with each other but services.
 */
final class Surroundings {

  private final Map<Resource, Wiring> wirings = new HashMap<>();
  private final Map<String, List<Capability>> byNamespace = new HashMap<>();
  private final Map<String, Version> names = new HashMap<>();

  Surroundings(Bundle[] bundles, Predicate<Bundle> plugin) {
    for (Bundle bundle : bundles) {
      if (!plugin.test(bundle)) {
        add(bundle);
      }
    }
  }

  private void add(Bundle bundle) {
    if (bundle.getSymbolicName() != null) {
      names.put(bundle.getSymbolicName(), bundle.getVersion());
    }
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null && wiring.isCurrent()) {
      wirings.put(wiring.getRevision(), wiring);
      for (BundleCapability capability : wiring.getCapabilities(null)) {
        byNamespace
            .computeIfAbsent(capability.getNamespace(), key -> new ArrayList<>())
            .add(capability);
      }
    }
  }

  Map<Resource, Wiring> wirings() {
    return wirings;
  }

  List<Capability> capabilities(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  /** Versions of the bundles by symbolic name; the newest installed of each. */
  Map<String, Version> names() {
    return names;
  }

  List<Capability> exports(String packageName) {
    return capabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
        .filter(
            capability ->
                packageName.equals(
                    capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
        .toList();
  }

  static boolean ofSystem(Capability capability) {
    return capability.getResource() instanceof BundleRevision revision
        && revision.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
  }

  static String provider(Capability capability) {
    return capability.getResource() instanceof BundleRevision revision
        ? revision.getSymbolicName()
        : capability.getResource().toString();
  }
}
