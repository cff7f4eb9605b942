package io.quoin.installer.container;

import io.quoin.installer.resolve.Grant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/** Which bundle belongs to which plugin, and what that plugin may use. */
public final class Owners {

  private final Map<Long, Owner> owners = new ConcurrentHashMap<>();
  private final Set<String> locations;

  /**
   * One version of a plugin.
   *
   * @param plugin its id
   * @param generation tells the versions of a plugin from each other
   * @param grant what it may use
   */
  record Owner(String plugin, long generation, Grant grant) {

    OwnerId id() {
      return new OwnerId(plugin, generation);
    }

    boolean same(Owner other) {
      return plugin.equals(other.plugin) && generation == other.generation;
    }
  }

  /**
   * Nothing belongs to anybody yet.
   *
   * @param locations of bundles of plugins that the platform installs
   */
  Owners(Set<String> locations) {
    this.locations = Set.copyOf(locations);
  }

  void add(Bundle bundle, Owner owner) {
    owners.put(bundle.getBundleId(), owner);
  }

  void remove(Bundle bundle) {
    owners.remove(bundle.getBundleId());
  }

  Optional<Owner> of(Bundle bundle) {
    return bundle == null
        ? Optional.empty()
        : Optional.ofNullable(owners.get(bundle.getBundleId()));
  }

  /**
   * Whether a bundle belongs to a plugin.
   *
   * @param bundle any
   * @return false for those of the platform
   */
  public boolean anyOf(Bundle bundle) {
    return bundle.getLocation().startsWith(Deployment.LOCATION)
        || locations.contains(bundle.getLocation());
  }
}
