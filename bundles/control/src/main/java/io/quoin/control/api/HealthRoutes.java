package io.quoin.control.api;

import io.quoin.api.access.Role;
import io.quoin.api.health.Health;
import io.quoin.api.health.HealthReport;
import io.quoin.control.health.HealthPage;
import java.util.List;

/** What all checks answer. */
final class HealthRoutes {

  private HealthRoutes() {}

  static List<Route> routes(Health health) {
    return List.of(
        Route.of(
            "GET",
            "health",
            Role.VIEWER,
            request -> {
              HealthReport report = health.ask();
              return new ApiAnswer(HealthPage.status(report), HealthPage.json(report));
            }));
  }
}
