package io.quoin.shell;

import io.quoin.api.access.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Constants;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands that there are, and which role each takes: what its service says, the
 * administrator's where it says nothing.
 */
@Component(service = CommandRoles.class)
public final class CommandRoles {

  private final Map<Object, Commands> services = new ConcurrentHashMap<>();

  private record Commands(
      ComponentServiceObjects<Object> services, String scope, List<String> functions, Role role) {

    /** A command's service is there for as long as it is described: it may be costly to have. */
    Description description(String function) {
      Object service = services.getService();
      if (service == null) {
        return Description.NONE;
      }
      try {
        return Description.of(service, function);
      } finally {
        services.ungetService(service);
      }
    }
  }

  @Reference(
      service = AnyService.class,
      target = "(" + CommandProcessor.COMMAND_SCOPE + "=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindCommands(ComponentServiceObjects<Object> service, Map<String, Object> properties) {
    services.put(
        properties.get(Constants.SERVICE_ID),
        new Commands(
            service,
            String.valueOf(properties.get(CommandProcessor.COMMAND_SCOPE)),
            functions(properties.get(CommandProcessor.COMMAND_FUNCTION)),
            Role.named(String.valueOf(properties.get(Role.NEEDED))).orElse(Role.ADMINISTRATOR)));
  }

  void updatedCommands(ComponentServiceObjects<Object> service, Map<String, Object> properties) {
    bindCommands(service, properties);
  }

  void unbindCommands(Map<String, Object> properties) {
    services.remove(properties.get(Constants.SERVICE_ID));
  }

  private static List<String> functions(Object property) {
    if (property instanceof String[] several) {
      return List.of(several);
    }
    if (property instanceof Object[] several) {
      return Arrays.stream(several).map(String::valueOf).toList();
    }
    if (property instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return List.of(String.valueOf(property));
  }

  /**
   * The role for a command.
   *
   * @param scope part before the colon
   * @param function part after it
   * @return the highest role that one of its services asks for; empty if there is no such command
   */
  Optional<Role> needed(String scope, String function) {
    return services.values().stream()
        .filter(one -> one.scope().equals(scope) && one.functions().contains(function))
        .map(Commands::role)
        .max(Role::compareTo);
  }

  /**
   * What somebody may run.
   *
   * @param role theirs
   * @return scope:function, in order
   */
  Collection<String> names(Role role) {
    Collection<String> names = new TreeSet<>();
    for (Commands one : services.values()) {
      one.functions().stream()
          .filter(function -> role.covers(needed(one.scope(), function).orElse(one.role())))
          .forEach(function -> names.add(one.scope() + ":" + function));
    }
    return names;
  }

  /**
   * What a command says about itself.
   *
   * @param name scope:function
   * @return nothing but empty texts if there is no such command, or it says nothing
   */
  Description description(String name) {
    return services.values().stream()
        .flatMap(
            one ->
                one.functions().stream()
                    .filter(function -> name.equals(one.scope() + ":" + function))
                    .map(function -> one.description(function)))
        .findFirst()
        .orElse(Description.NONE);
  }
}
