package io.quoin.control.http;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.plugin.PluginFault;
import io.quoin.api.plugin.PluginFaults;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that bundles have opened, as they come and go. */
@Component(service = Endpoints.class)
public final class Endpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final String PATH = "(/[\\w.-]+)+";
  private static final List<String> OWN = List.of("/transmission", "/api", "/metrics", "/health");
  private static final String OWN_CLASSES = "io.quoin.";

  private final Map<Object, Route> routes = new ConcurrentHashMap<>();
  private volatile Optional<PluginFaults> faults = Optional.empty();

  /** A route. */
  record Route(String path, Role role, int ranking, long id, ControlEndpoint endpoint) {

    private static final Comparator<Route> BEST =
        Comparator.comparingInt((Route one) -> one.path().length())
            .thenComparingInt(Route::ranking)
            .thenComparing(Comparator.comparingLong(Route::id).reversed());

    boolean isFor(String asked) {
      return isBelow(asked, path);
    }
  }

  private static boolean isBelow(String asked, String path) {
    return asked.startsWith(path)
        && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindEndpoint(ControlEndpoint endpoint, Map<String, Object> properties) {
    Object id = properties.get(Constants.SERVICE_ID);
    routes.remove(id);
    if (!(properties.get(ControlEndpoint.PATH) instanceof String path) || !path.matches(PATH)) {
      LOG.warn(
          "The endpoint {} has no path in its property {} by which it could be asked",
          endpoint.getClass(),
          ControlEndpoint.PATH);
      return;
    }
    if (OWN.stream().anyMatch(own -> isBelow(path, own))
        && !endpoint.getClass().getName().startsWith(OWN_CLASSES)) {
      LOG.warn("The path {} of {} is the platform's own", path, endpoint.getClass());
      return;
    }
    Route route =
        new Route(
            path,
            Role.named(String.valueOf(properties.get(Role.NEEDED))).orElse(Role.ADMINISTRATOR),
            properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
            id instanceof Long number ? number : 0,
            endpoint);
    routes.values().stream()
        .filter(other -> other.path().equals(path))
        .forEach(other -> warnOfTwo(route, other));
    routes.put(id, route);
  }

  private static void warnOfTwo(Route one, Route other) {
    boolean first = Route.BEST.compare(one, other) > 0;
    LOG.warn(
        "Two endpoints have the path {}: {} answers, and {} does not while it is there",
        one.path(),
        (first ? one : other).endpoint().getClass(),
        (first ? other : one).endpoint().getClass());
  }

  void updatedEndpoint(ControlEndpoint endpoint, Map<String, Object> properties) {
    bindEndpoint(endpoint, properties);
  }

  void unbindEndpoint(Map<String, Object> properties) {
    routes.remove(properties.get(Constants.SERVICE_ID));
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void bindFaults(PluginFaults bound) {
    faults = Optional.of(bound);
  }

  void unbindFaults(PluginFaults bound) {
    faults = faults.filter(known -> known != bound);
  }

  /** Who answers for a path. */
  Optional<Route> find(String path) {
    return routes.values().stream().filter(route -> route.isFor(path)).max(Route.BEST);
  }

  /** Says that an endpoint threw. */
  void complain(Route route, Throwable thrown) {
    LOG.warn("The endpoint of {} fails", route.path(), thrown);
    faults.ifPresent(
        one ->
            one.report(
                route.endpoint(), PluginFault.THREW, "threw " + thrown + " at " + route.path()));
  }
}
