package io.quoin.control.http;

import io.quoin.control.user.Doorkeeper;
import io.quoin.control.user.Doorkeeper.Claim;
import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: is it meant for this server, who asks, does another site ask in their
 * name; then it goes to who answers.
 */
final class Entrance extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> FORMS =
      List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
  private static final List<String> PROXIED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
  private static final String BASIC = "Basic ";

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_ALLOWED = 405;
  private static final int MISDIRECTED = 421;
  private static final int UNAVAILABLE = 503;

  private final HostNames names;
  private final Doorkeeper doorkeeper;
  private final Answerer rpc;
  private final Answerer others;
  private final SlowConnections connections;
  private final Duration patience;

  /**
   * An entrance.
   *
   * @param rpc answers {@link RpcAnswerer#PATH}, and has a session id of its own against other
   *     sites
   * @param others answer everything else
   */
  Entrance(
      HostNames names,
      Doorkeeper doorkeeper,
      Answerer rpc,
      Answerer others,
      SlowConnections connections,
      Duration patience) {
    this.names = names;
    this.doorkeeper = doorkeeper;
    this.rpc = rpc;
    this.others = others;
    this.connections = connections;
    this.patience = patience;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    connections.asked(request);
    Exchange exchange = new Exchange(request, response, callback, patience);
    try {
      admit(exchange);
      exchange.end();
    } catch (IOException e) {
      LOG.debug("A request for {} fails", exchange.path(), e);
      exchange.fail(e);
    } catch (RuntimeException e) {
      LOG.warn("A request for {} could not be answered", exchange.path(), e);
      exchange.fail(e);
    }
    return true;
  }

  private void admit(Exchange exchange) throws IOException {
    if (!names.accepts(exchange.request())) {
      exchange.say(
          MISDIRECTED,
          "this server is not known by the name that was asked for; add it to the key"
              + " host.names of io.quoin.control, or ask for its address");
      return;
    }
    Doorkeeper.Answer answer =
        doorkeeper.recognise(from(exchange), isDirect(exchange), claim(exchange));
    if (answer.visitor().isEmpty()) {
      refuse(exchange, answer.refusal());
      return;
    }
    Visitor visitor = answer.visitor().get();
    if (exchange.method().equals("OPTIONS")) {
      exchange.say(NOT_ALLOWED, "pages of other sites may not ask here");
    } else if (RpcAnswerer.answers(exchange.path())) {
      rpc.answer(exchange, visitor);
    } else if (comesFromElsewhere(exchange)) {
      exchange.say(
          FORBIDDEN,
          "what changes something is taken from this server's own pages, and from programs that"
              + " send Content-Type: application/json");
    } else {
      others.answer(exchange, visitor);
    }
  }

  private void refuse(Exchange exchange, Doorkeeper.Refusal refusal) throws IOException {
    switch (refusal) {
      case SHUT_OUT ->
          exchange.say(FORBIDDEN, "too many failures from this address; wait some minutes");
      case BUSY -> {
        exchange.header(HttpHeader.RETRY_AFTER.asString(), "1");
        exchange.say(UNAVAILABLE, "too many passwords are tried at the moment; ask again");
      }
      case UNKNOWN, WRONG -> {
        if (doorkeeper.hasUsers()) {
          exchange.header(
              HttpHeader.WWW_AUTHENTICATE.asString(), "Basic realm=\"Quoin\", charset=\"UTF-8\"");
          exchange.say(UNAUTHORIZED, "a name and a password are needed");
        } else {
          exchange.say(
              FORBIDDEN,
              "from other machines only users come in, and there are none; 'quoin password NAME'"
                  + " makes one");
        }
      }
    }
  }

  /** Forms of other sites can send what a form can, and browsers say where they come from. */
  private static boolean comesFromElsewhere(Exchange exchange) {
    if (READING.contains(exchange.method())) {
      return false;
    }
    Optional<String> origin = exchange.header("Origin");
    if (origin.isPresent()) {
      return !HostNames.isSame(origin.get(), exchange.request());
    }
    String type = exchange.header(HttpHeader.CONTENT_TYPE.asString()).orElse("text/plain");
    return FORMS.stream().anyMatch(form -> type.regionMatches(true, 0, form, 0, form.length()));
  }

  private static InetAddress from(Exchange exchange) throws IOException {
    if (exchange.request().getConnectionMetaData().getRemoteSocketAddress()
        instanceof InetSocketAddress remote) {
      return remote.getAddress();
    }
    throw new IOException("a connection without an address");
  }

  /** What a proxy on this machine passes on comes from anywhere. */
  private static boolean isDirect(Exchange exchange) {
    return PROXIED.stream().noneMatch(name -> exchange.header(name).isPresent());
  }

  private static Optional<Claim> claim(Exchange exchange) {
    Optional<String> field = exchange.header(HttpHeader.AUTHORIZATION.asString());
    if (field.isEmpty() || !field.get().regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(field.get().substring(BASIC.length()).trim()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Claim(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
