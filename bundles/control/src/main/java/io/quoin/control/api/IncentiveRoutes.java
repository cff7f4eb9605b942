package io.quoin.control.api;

import io.quoin.api.access.Role;
import io.quoin.api.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which incentive decides who is served first, and which there are. */
final class IncentiveRoutes {

  private final Supplier<Optional<Engine>> engine;
  private final Supplier<List<Offer>> offers;

  /**
   * An incentive that may decide.
   *
   * @param id of the incentive
   * @param ranking the highest is taken where none is configured
   */
  record Offer(String id, int ranking) {}

  /** Active is empty while that is tit for tat. */
  private record Incentives(String active, List<Offer> offers) {}

  IncentiveRoutes(Supplier<Optional<Engine>> engine, Supplier<List<Offer>> offers) {
    this.engine = engine;
    this.offers = offers;
  }

  List<Route> routes() {
    return List.of(Route.of("GET", "incentive", Role.VIEWER, request -> incentives()));
  }

  private ApiAnswer incentives() throws ApiException {
    Engine there =
        engine
            .get()
            .orElseThrow(() -> ApiException.away("the engine is away; ask again when it is back"));
    return ApiAnswer.ok(new Incentives(there.incentive().orElse(""), offers.get()));
  }
}
