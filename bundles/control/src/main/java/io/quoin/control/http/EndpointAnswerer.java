package io.quoin.control.http;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;
import io.quoin.api.control.ControlStream;
import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;

/** Hands a request to who has opened the route, and holds back what is not for them. */
final class EndpointAnswerer implements Answerer {

  private static final long MOST_BYTES = 1L << 20;
  private static final int FORBIDDEN = 403;
  private static final Set<String> WITHHELD = withheld("Authorization", "Cookie");
  private static final String NAME = "[\\w!#$%&'*+.^`|~-]+";
  private static final String VALUE = "[\\t\\x20-\\x7e]*";

  private final Endpoints.Route route;
  private final Endpoints endpoints;

  EndpointAnswerer(Endpoints.Route route, Endpoints endpoints) {
    this.route = route;
    this.endpoints = endpoints;
  }

  private static Set<String> withheld(String... names) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(Set.of(names));
    return all;
  }

  @Override
  public void answer(Exchange exchange, Visitor visitor) throws IOException {
    if (!visitor.role().covers(route.role())) {
      exchange.say(
          FORBIDDEN,
          String.format(
              "this is for the role %s, and %s has %s",
              route.role(), visitor.name(), visitor.role()));
      return;
    }
    try {
      route.endpoint().answer(new Asked(exchange, visitor, route.path()), new Said(exchange));
    } catch (RuntimeException | LinkageError e) {
      endpoints.complain(route, e);
      throw new IOException("the endpoint of " + route.path() + " threw", e);
    }
  }

  /** The request as an endpoint sees it. */
  private record Asked(Exchange exchange, Visitor visitor, String prefix)
      implements ControlRequest {

    @Override
    public String method() {
      return exchange.method();
    }

    @Override
    public String path() {
      return exchange.path().substring(prefix.length());
    }

    @Override
    public Optional<String> parameter(String name) {
      return Optional.ofNullable(Request.extractQueryParameters(exchange.request()).getValue(name));
    }

    @Override
    public Optional<String> header(String name) {
      return WITHHELD.contains(name) ? Optional.empty() : exchange.header(name);
    }

    @Override
    public InputStream body() {
      return exchange.body(MOST_BYTES);
    }

    @Override
    public String user() {
      return visitor.name();
    }

    @Override
    public Role role() {
      return visitor.role();
    }
  }

  /** The answer as an endpoint gives it. */
  private record Said(Exchange exchange) implements ControlReply {

    @Override
    public ControlReply header(String name, String value) {
      if (!name.matches(NAME) || !value.matches(VALUE)) {
        throw new IllegalArgumentException("no header of HTTP: " + name);
      }
      if (exchange.hasBegun()) {
        throw new IllegalStateException("the answer has begun");
      }
      exchange.header(name, value);
      return this;
    }

    @Override
    public OutputStream begin(int status, String contentType) {
      return exchange.begin(status, contentType);
    }

    @Override
    public ControlStream stream(String contentType) {
      return exchange.leave(contentType);
    }
  }
}
