package io.quoin.control.http;

import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;
import java.util.Optional;

/** The web client, if there is one, and what bundles have opened. */
final class OtherAnswerers implements Answerer {

  private static final int NOT_FOUND = 404;

  private final Optional<WebClient> client;
  private final Endpoints endpoints;

  OtherAnswerers(Optional<WebClient> client, Endpoints endpoints) {
    this.client = client;
    this.endpoints = endpoints;
  }

  @Override
  public void answer(Exchange exchange, Visitor visitor) throws IOException {
    if (client.isPresent() && WebClient.isFor(exchange.path())) {
      client.get().answer(exchange, visitor);
      return;
    }
    Optional<Endpoints.Route> route = endpoints.find(exchange.path());
    if (route.isPresent()) {
      new EndpointAnswerer(route.get(), endpoints).answer(exchange, visitor);
    } else {
      exchange.say(NOT_FOUND, "nothing answers for this path");
    }
  }
}
