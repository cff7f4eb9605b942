package io.quoin.installer.container;

import io.quoin.api.plugin.PluginException.Code;
import io.quoin.installer.container.Health.Fault;
import io.quoin.installer.container.Owners.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Looks at the components of a plugin's bundles. One that waits for a service that somebody will
 * provide once he is configured is well; one that waits for what nobody provides, or for what waits
 * for it, would wait for ever. The version of the plugin that is to go does not count.
 */
final class Examination {

  private static final String CAUSE = "Caused by: ";

  private final BundleContext context;
  private final ServiceComponentRuntime runtime;
  private final Owners owners;
  private final Owner owner;
  private final List<ComponentDescriptionDTO> everybodys;
  private final Set<String> freeOfCycles = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> waits = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Examination(
      BundleContext context, ServiceComponentRuntime runtime, Owners owners, Owner owner) {
    this.context = context;
    this.runtime = runtime;
    this.owners = owners;
    this.owner = owner;
    this.everybodys =
        runtime.getComponentDescriptionDTOs().stream()
            .filter(component -> stays(context.getBundle(component.bundle.id)))
            .toList();
  }

  /** Other versions of the plugin are there only until this one has proved itself. */
  private boolean stays(Bundle bundle) {
    return owners
        .of(bundle)
        .filter(other -> other.plugin().equals(owner.plugin()) && !other.same(owner))
        .isEmpty();
  }

  static Health of(
      BundleContext context,
      ServiceComponentRuntime runtime,
      Owners owners,
      Owner owner,
      List<Bundle> bundles) {
    Examination examination = new Examination(context, runtime, owners, owner);
    for (Bundle bundle : bundles) {
      runtime.getComponentDescriptionDTOs(bundle).forEach(examination::look);
    }
    return new Health(examination.faults, examination.waits, examination.notes);
  }

  private void look(ComponentDescriptionDTO component) {
    Optional<String> cycle = cycle(component, List.of());
    if (cycle.isPresent()) {
      faults.add(new Fault(Code.CYCLE, "has a component that waits for itself: " + cycle.get()));
      return;
    }
    Collection<ComponentConfigurationDTO> configurations =
        runtime.getComponentConfigurationDTOs(component);
    if (configurations.isEmpty()) {
      notes.add(component.name + " starts when it is configured");
    }
    configurations.forEach(configuration -> look(component, configuration));
  }

  private void look(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
    switch (configuration.state) {
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          notes.add(component.name + " starts when it is configured");
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          faults.add(
              new Fault(
                  Code.START_FAILED,
                  "has the component "
                      + component.name
                      + " that failed: "
                      + reason(configuration)));
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
        for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
          lack(component.name, type(component, missing.name));
        }
      }
      default -> {
        // It is there, or would be if somebody used it.
      }
    }
  }

  /** What is at the root of the stack trace that is told of a failed component. */
  private static String reason(ComponentConfigurationDTO configuration) {
    if (configuration.failure == null) {
      return "no reason given";
    }
    List<String> lines = configuration.failure.lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith(CAUSE))
        .map(line -> line.substring(CAUSE.length()))
        .reduce((outer, inner) -> inner)
        .or(() -> lines.stream().findFirst())
        .orElse("no reason given");
  }

  private void lack(String component, String type) {
    String waiting = "has the component " + component + " that ";
    List<ServiceReference<?>> registered = registered(type);
    if (!owner.grant().mayFind(type)
        && registered.stream().anyMatch(service -> !own(service.getBundle()))) {
      faults.add(
          new Fault(
              Code.CAPABILITY, waiting + "uses the service " + type + " without declaring it"));
      return;
    }
    List<ComponentDescriptionDTO> providers = providers(type);
    if (providers.isEmpty() && registered.isEmpty()) {
      faults.add(
          new Fault(
              Code.MISSING, waiting + "waits for the service " + type + ", which nobody provides"));
      return;
    }
    waits.add(
        waiting
            + "waits for the service "
            + type
            + providers.stream()
                .findFirst()
                .map(provider -> " of " + provider.name + ", " + state(provider))
                .orElse(", which is there, but not as it wants it"));
  }

  private String state(ComponentDescriptionDTO provider) {
    for (ComponentConfigurationDTO configuration :
        runtime.getComponentConfigurationDTOs(provider)) {
      switch (configuration.state) {
        case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
          return "which waits for " + type(provider, configuration.unsatisfiedReferences[0].name);
        }
        case ComponentConfigurationDTO.FAILED_ACTIVATION -> {
          return "which failed: " + reason(configuration);
        }
        case ComponentConfigurationDTO.SATISFIED, ComponentConfigurationDTO.ACTIVE -> {
          return "which is there, but not as it wants it";
        }
        default -> {
          // Another configuration may say more.
        }
      }
    }
    return "which is not configured";
  }

  /**
   * Whether a component can never be there, for every way to one of the services that it cannot do
   * without comes back to where it has been.
   */
  private Optional<String> cycle(ComponentDescriptionDTO component, List<String> path) {
    if (path.contains(component.name)) {
      return Optional.of(
          String.join(", which waits for ", path.subList(path.indexOf(component.name), path.size()))
              + ", which waits for "
              + component.name);
    }
    if (freeOfCycles.contains(component.name)) {
      return Optional.empty();
    }
    List<String> longer = new ArrayList<>(path);
    longer.add(component.name);
    for (ReferenceDTO reference : component.references) {
      Optional<String> cycle =
          reference.cardinality.startsWith("1")
              ? cycle(reference.interfaceName, longer)
              : Optional.empty();
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    freeOfCycles.add(component.name);
    return Optional.empty();
  }

  private Optional<String> cycle(String type, List<String> path) {
    boolean otherwise =
        registered(type).stream()
            .anyMatch(service -> service.getProperty(ComponentConstants.COMPONENT_NAME) == null);
    if (otherwise) {
      return Optional.empty();
    }
    Optional<String> first = Optional.empty();
    for (ComponentDescriptionDTO provider : providers(type)) {
      Optional<String> cycle = cycle(provider, path);
      if (cycle.isEmpty()) {
        return Optional.empty();
      }
      first = first.or(() -> cycle);
    }
    return first;
  }

  private List<ComponentDescriptionDTO> providers(String type) {
    return everybodys.stream()
        .filter(component -> Arrays.asList(component.serviceInterfaces).contains(type))
        .toList();
  }

  private List<ServiceReference<?>> registered(String type) {
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
      return references == null
          ? List.of()
          : Arrays.stream(references).filter(service -> stays(service.getBundle())).toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter is no wrong filter", e);
    }
  }

  private boolean own(Bundle bundle) {
    return owners.of(bundle).filter(owner::same).isPresent();
  }

  private static String type(ComponentDescriptionDTO component, String reference) {
    for (ReferenceDTO candidate : component.references) {
      if (candidate.name.equals(reference)) {
        return candidate.interfaceName;
      }
    }
    return reference;
  }
}
