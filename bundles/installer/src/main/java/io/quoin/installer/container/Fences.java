package io.quoin.installer.container;

import io.quoin.installer.container.Owners.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps plugins to what they declare. They are wired to no other package and find no other service;
 * what they export reaches their own bundles only. Two versions of a plugin may be there at once,
 * even where a bundle in them is the same.
 */
final class Fences implements AutoCloseable {

  private final Owners owners;
  private final List<ServiceRegistration<?>> hooks;

  Fences(BundleContext context, Owners owners) {
    this.owners = owners;
    this.hooks =
        List.of(
            context.registerService(
                ResolverHookFactory.class, (ResolverHookFactory) triggers -> new Wires(), null),
            context.registerService(FindHook.class, this::find, null),
            context.registerService(EventListenerHook.class, this::event, null),
            context.registerService(CollisionHook.class, this::collisions, null));
  }

  /** Which capabilities may provide which requirements. */
  private final class Wires implements ResolverHook {

    @Override
    public void filterMatches(
        BundleRequirement requirement, Collection<BundleCapability> candidates) {
      Optional<Owner> wanting = owners.of(requirement.getRevision().getBundle());
      candidates.removeIf(candidate -> !mayWire(wanting, candidate));
    }

    private boolean mayWire(Optional<Owner> wanting, BundleCapability candidate) {
      Bundle provider = candidate.getRevision().getBundle();
      Optional<Owner> providing = owners.of(provider);
      if (providing.isPresent()) {
        return wanting.isPresent() && wanting.get().same(providing.get());
      }
      return wanting.isEmpty()
          || wanting
              .get()
              .grant()
              .mayUse(candidate, provider.getBundleId() == Constants.SYSTEM_BUNDLE_ID);
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
      // All that could be wired may be.
    }

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> collisions) {
      // Plugins have none.
    }

    @Override
    public void end() {
      // Nothing was begun.
    }
  }

  private void find(
      BundleContext context,
      String name,
      String filter,
      boolean all,
      Collection<ServiceReference<?>> references) {
    owners
        .of(context.getBundle())
        .ifPresent(owner -> references.removeIf(reference -> !maySee(owner, reference)));
  }

  private void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
    listeners
        .keySet()
        .removeIf(
            context ->
                owners
                    .of(context.getBundle())
                    .filter(owner -> !maySee(owner, event.getServiceReference()))
                    .isPresent());
  }

  private boolean maySee(Owner owner, ServiceReference<?> reference) {
    Bundle provider = reference.getBundle();
    if (owners.of(provider).filter(owner::same).isPresent()) {
      return true;
    }
    for (String type : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
      if (owner.grant().mayFind(type)) {
        return true;
      }
    }
    return false;
  }

  private void collisions(int operation, Bundle target, Collection<Bundle> candidates) {
    candidates.removeIf(owners::anyOf);
  }

  @Override
  public void close() {
    hooks.forEach(ServiceRegistration::unregister);
  }
}
