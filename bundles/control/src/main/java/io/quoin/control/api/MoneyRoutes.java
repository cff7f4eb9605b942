package io.quoin.control.api;

import io.quoin.api.access.Role;
import java.util.List;

/** Where the account and the ledger are asked for. */
final class MoneyRoutes {

  private MoneyRoutes() {}

  static List<Route> routes(Lender<MoneyDesk> desk) {
    return List.of(
        route("wallet", desk, MoneyDesk::account),
        route("wallet/torrents", desk, MoneyDesk::torrents),
        route("ledger", desk, MoneyDesk::ledger));
  }

  private static Route route(
      String path, Lender<MoneyDesk> desk, Lender.Use<MoneyDesk, ApiAnswer> use) {
    return Route.of("GET", path, Role.VIEWER, request -> desk.lend(use));
  }
}
