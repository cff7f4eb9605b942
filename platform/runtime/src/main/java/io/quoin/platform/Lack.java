package io.quoin.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Says why a service is not there: follows what its components wait for down to what is really
 * missing.
 */
final class Lack {

  private final BundleContext context;

  Lack(BundleContext context) {
    this.context = context;
  }

  String of(Class<?> service) {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return "Declarative Services is not running";
    }
    try {
      return of(service.getName(), context.getService(reference), new HashSet<>());
    } finally {
      context.ungetService(reference);
    }
  }

  private static String of(String service, ServiceComponentRuntime runtime, Set<String> seen) {
    if (!seen.add(service)) {
      return "which waits for itself";
    }
    List<String> reasons = new ArrayList<>();
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
      if (Arrays.asList(component.serviceInterfaces).contains(service)) {
        reasons.add(reason(component, runtime, seen));
      }
    }
    return reasons.isEmpty() ? "no started bundle provides " + service : String.join("; ", reasons);
  }

  private static String reason(
      ComponentDescriptionDTO component, ServiceComponentRuntime runtime, Set<String> seen) {
    StringJoiner reasons = new StringJoiner(", ", component.name + " ", "");
    reasons.setEmptyValue(component.name + " has no configuration");
    for (ComponentConfigurationDTO configuration :
        runtime.getComponentConfigurationDTOs(component)) {
      switch (configuration.state) {
        case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
            reasons.add("has no configuration");
        case ComponentConfigurationDTO.FAILED_ACTIVATION ->
            reasons.add("failed: " + configuration.failure.lines().findFirst().orElse(""));
        case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
          for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
            String wanted = wanted(component, missing.name);
            reasons.add("waits for " + wanted + " (" + of(wanted, runtime, seen) + ")");
          }
        }
        default -> reasons.add("is there");
      }
    }
    return reasons.toString();
  }

  private static String wanted(ComponentDescriptionDTO component, String name) {
    for (ReferenceDTO reference : component.references) {
      if (reference.name.equals(name)) {
        return reference.interfaceName;
      }
    }
    return name;
  }
}
