package io.quoin.control.api;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;
import io.quoin.api.health.Health;
import io.quoin.api.incentive.IncentiveProvider;
import io.quoin.control.asking.Few;
import io.quoin.control.asking.Present;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The JSON of this platform, with what is there to answer. */
@Component(property = {ControlEndpoint.PATH + "=/api/v1", Role.NEEDED + "=viewer"})
public final class ApiComponent implements ControlEndpoint {

  private static final int MOST_SEGMENTS = 8;
  private static final int MOST_READING = 3;
  private final Map<Object, IncentiveRoutes.Offer> offers = new ConcurrentHashMap<>();
  private final Api api;
  private final Few reading = new Few(MOST_READING);

  /** Changes of plugins happen one after the other anyway. */
  private final Few changing = new Few(1);

  /**
   * Answers with what is there at the time.
   *
   * @param present what is told of
   * @param health asks the checks
   * @param money is made for who asks for money, and for nobody else: it knows types of it
   */
  @Activate
  public ApiComponent(
      @Reference Present present,
      @Reference Health health,
      @Reference ComponentServiceObjects<MoneyDesk> money) {
    List<Route> routes = new ArrayList<>(HealthRoutes.routes(health));
    routes.addAll(new PluginRoutes(present::plugins).routes());
    routes.addAll(new IncentiveRoutes(present::engine, this::offers).routes());
    Lent<MoneyDesk> desk = new Lent<>("the account cannot be asked for");
    desk.came(money, Map.of());
    routes.addAll(MoneyRoutes.routes(desk));
    api = new Api(routes);
  }

  @Override
  public void answer(ControlRequest request, ControlReply reply) throws IOException {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    (reads ? reading : changing).answer(reply, () -> write(asked(request), reply));
  }

  private static ApiRequest asked(ControlRequest request) throws IOException {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    String below = request.path().startsWith("/") ? request.path().substring(1) : request.path();
    return new ApiRequest(
        method,
        List.of(below.split("/", MOST_SEGMENTS)),
        new String(request.body().readAllBytes(), StandardCharsets.UTF_8),
        request.role());
  }

  private void write(ApiRequest request, ControlReply reply) throws IOException {
    try {
      ApiAnswer answer = api.answer(request);
      reply.header("Cache-Control", "no-store");
      Few.write(reply, answer.status(), "application/json", answer.json());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IOException("control ends", ending);
    }
  }

  Api api() {
    return api;
  }

  private List<IncentiveRoutes.Offer> offers() {
    return offers.values().stream()
        .sorted(
            Comparator.comparing((IncentiveRoutes.Offer offer) -> -offer.ranking())
                .thenComparing(IncentiveRoutes.Offer::id))
        .toList();
  }

  @Reference(
      service = IncentiveProvider.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindOffer(Map<String, Object> properties) {
    offers.put(
        properties.get("service.id"),
        new IncentiveRoutes.Offer(
            String.valueOf(properties.getOrDefault(IncentiveProvider.ID, "")),
            properties.get("service.ranking") instanceof Integer ranking ? ranking : 0));
  }

  void updatedOffer(Map<String, Object> properties) {
    bindOffer(properties);
  }

  void unbindOffer(Map<String, Object> properties) {
    offers.remove(properties.get("service.id"));
  }
}
