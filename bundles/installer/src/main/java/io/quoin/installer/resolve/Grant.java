package io.quoin.installer.resolve;

import io.quoin.api.plugin.PluginCapability;
import io.quoin.api.plugin.PluginCapability.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;

/**
 * What a plugin may use of the others' packages and services: what it declares, and what is no
 * secret. Its own it may always use.
 *
 * @param packages it may import
 * @param services it may find
 */
public record Grant(Set<String> packages, Set<String> services) {

  private static final String API = "io.quoin.api.";

  /** What every bundle says something to, and nothing is to be had from. */
  private static final String LOG = "org.osgi.service.log.";

  /**
   * What Declarative Services asks for in a bundle's name to configure its components. Bundles that
   * ask for it themselves have to declare its package.
   */
  private static final String CONFIGURATION = "org.osgi.service.cm.ConfigurationAdmin";

  /** Keeps copies. */
  public Grant {
    packages = Set.copyOf(packages);
    services = Set.copyOf(services);
  }

  /**
   * What a plugin gets for what it declares.
   *
   * @param declared its capabilities
   * @return what it may use
   */
  public static Grant of(Collection<PluginCapability> declared) {
    Set<String> packages = new HashSet<>();
    Set<String> services = new HashSet<>();
    for (PluginCapability capability : declared) {
      if (capability.kind() == Kind.PACKAGE) {
        packages.add(capability.name());
      } else if (capability.kind() == Kind.SERVICE) {
        services.add(capability.name());
        packages.add(packageOf(capability.name()));
      }
    }
    return new Grant(packages, services);
  }

  static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "" : type.substring(0, dot);
  }

  /** The system bundle exports Java's packages, OSGi's, the logger's and the api. */
  private boolean mayImport(String name, boolean lent) {
    return packages.contains(name) || (lent && !name.startsWith(API));
  }

  /**
   * Whether it may be wired to what somebody else provides. Bundles as a whole, and as hosts of
   * fragments, are not for plugins.
   *
   * @param capability of a bundle that belongs to no plugin
   * @param lent whether that is the system bundle
   * @return false if it may not, or would have to declare it
   */
  public boolean mayUse(Capability capability, boolean lent) {
    return switch (capability.getNamespace()) {
      case BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE -> false;
      case PackageNamespace.PACKAGE_NAMESPACE ->
          mayImport(
              capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE).toString(), lent);
      default -> true;
    };
  }

  /**
   * Whether it may find a service of somebody else.
   *
   * @param type by which the service is registered
   * @return false if it would have to declare it
   */
  public boolean mayFind(String type) {
    return services.contains(type) || type.startsWith(LOG) || type.equals(CONFIGURATION);
  }
}
