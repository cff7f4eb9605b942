package io.quoin.installer.container;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.container.Owners.Owner;
import io.quoin.installer.record.PluginRecord;
import io.quoin.installer.resolve.Grant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The container as a place for plugins; keeps them to what they declare while it is open. */
public final class PluginHost implements AutoCloseable {

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final Patience patience;
  private final Owners owners;
  private final Fences fences;

  /**
   * Opens the container to plugins.
   *
   * @param context the installer's
   * @param components knows the state of components
   * @param patience how long plugins are waited for
   * @param locations of the bundles of plugins that the platform installs
   */
  public PluginHost(
      BundleContext context,
      ServiceComponentRuntime components,
      Patience patience,
      Set<String> locations) {
    this.context = context;
    this.components = components;
    this.patience = patience;
    this.owners = new Owners(locations);
    this.fences = new Fences(context, owners);
  }

  /**
   * Tells the bundles of plugins from those of the platform.
   *
   * @return true for a plugin's
   */
  public Predicate<Bundle> plugins() {
    return owners::anyOf;
  }

  /**
   * Which plugin an object is of.
   *
   * @param object any
   * @return empty if its class belongs to no plugin
   */
  public Optional<OwnerId> owner(Object object) {
    return owners.of(FrameworkUtil.getBundle(object.getClass())).map(Owner::id);
  }

  /**
   * Installs the bundles of a plugin and starts them.
   *
   * @param plugin what is remembered of it
   * @param supply has its bundles
   * @return the running plugin
   * @throws PluginException {@code START_FAILED}, {@code START_BLOCKED}, {@code UNRESOLVED}, {@code
   *     RECORD}; nothing of it is left then, unless it does not let go
   */
  public Deployment deploy(PluginRecord plugin, Supply supply) throws PluginException {
    Deployment deployment =
        new Deployment(
            context,
            components,
            patience,
            owners,
            plugin.subject(),
            new Owner(plugin.id(), plugin.generation(), Grant.of(plugin.capabilities())));
    try {
      deployment.install(plugin, supply);
      deployment.resolve();
      deployment.start();
      return deployment;
    } catch (PluginException e) {
      undo(deployment, e);
      throw e;
    }
  }

  private static void undo(Deployment deployment, PluginException refusal) {
    if (refusal.code() == Code.START_BLOCKED && deployment.leftBehind()) {
      return; // The thread that is in there takes it out when it comes back.
    }
    try {
      deployment.remove();
    } catch (PluginException e) {
      refusal.addSuppressed(e);
    }
  }

  /**
   * Takes out the bundles of plugins that are there from before the container was opened.
   *
   * @param wanted locations of those that stay
   * @throws PluginException {@code STUCK} if they do not stop in time
   */
  public void takeOutLeftovers(Set<String> wanted) throws PluginException {
    Deployment leftovers =
        new Deployment(
            context,
            components,
            patience,
            owners,
            "what an earlier installer left",
            new Owner("", 0, Grant.of(List.of())));
    for (Bundle bundle : context.getBundles()) {
      if (owners.anyOf(bundle)
          && owners.of(bundle).isEmpty()
          && !wanted.contains(bundle.getLocation())) {
        leftovers.adopt(bundle);
      }
    }
    if (!leftovers.empty()) {
      leftovers.remove();
    }
  }

  /** Lets go of the container; the bundles of plugins stay. */
  @Override
  public void close() {
    fences.close();
  }
}
