package io.quoin.control.http;

import io.quoin.control.rpc.RpcCalls;
import io.quoin.control.rpc.RpcVersion;
import io.quoin.control.user.Doorkeeper.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Transmission's RPC over HTTP. Who does not send the session id is told it once: a page of another
 * site cannot read it.
 */
final class RpcAnswerer implements Answerer {

  static final String PATH = "/transmission/rpc";

  private static final String SESSION_ID = "X-Transmission-Session-Id";
  private static final String VERSION = "X-Transmission-Rpc-Version";
  private static final int ID_BYTES = 36;

  /** A torrent's file comes as Base64. */
  private static final long MOST_BYTES = 16L << 20;

  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  private final Supplier<Optional<RpcCalls>> calls;
  private final String id;

  RpcAnswerer(Supplier<Optional<RpcCalls>> calls) {
    this.calls = calls;
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    this.id = Base64.getUrlEncoder().encodeToString(random);
  }

  /** Some clients end the path with a slash, transmission-remote among them. */
  static boolean answers(String path) {
    return path.equals(PATH) || path.equals(PATH + "/");
  }

  @Override
  public void answer(Exchange exchange, Visitor visitor) throws IOException {
    exchange.header(SESSION_ID, id);
    exchange.header(VERSION, RpcVersion.SEMANTIC);
    Optional<RpcCalls> present = calls.get();
    if (!exchange.method().equals("POST")) {
      exchange.header("Allow", "POST");
      exchange.say(NOT_ALLOWED, "calls are sent with POST");
    } else if (!exchange.header(SESSION_ID).map(this::isOurs).orElse(false)) {
      exchange.say(
          CONFLICT, "send the header " + SESSION_ID + " with the value that this answer has");
    } else if (present.isEmpty()) {
      exchange.say(UNAVAILABLE, "the platform is starting or stopping; ask again");
    } else {
      present
          .get()
          .answer(
              exchange.body(MOST_BYTES),
              exchange.begin(OK, "application/json; charset=utf-8"),
              visitor.role());
    }
  }

  private boolean isOurs(String given) {
    return MessageDigest.isEqual(
        id.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }
}
