package io.quoin.control.health;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;
import io.quoin.api.health.Health;
import io.quoin.api.health.HealthConcern;
import io.quoin.api.health.HealthReport;
import io.quoin.control.asking.Few;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health at {@code /health}, and of it what is about one concern at {@code /health/live} and {@code
 * /health/ready}.
 */
@Component(property = {ControlEndpoint.PATH + "=/health", Role.NEEDED + "=viewer"})
public final class HealthEndpoint implements ControlEndpoint {

  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int MOST_AT_ONCE = 2;

  private final Health health;
  private final Few few = new Few(MOST_AT_ONCE);

  /**
   * Asks the checks when it is asked.
   *
   * @param health knows them
   */
  @Activate
  public HealthEndpoint(@Reference Health health) {
    this.health = health;
  }

  @Override
  public void answer(ControlRequest request, ControlReply reply) throws IOException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      Few.say(reply.header("Allow", "GET, HEAD"), NOT_ALLOWED, "health is read with GET");
      return;
    }
    switch (request.path()) {
      case "" -> few.answer(reply, () -> write(health.ask(), reply));
      case "/live" ->
          few.answer(reply, () -> write(health.ask().about(HealthConcern.LIVENESS), reply));
      case "/ready" ->
          few.answer(reply, () -> write(health.ask().about(HealthConcern.READINESS), reply));
      default -> Few.say(reply, NOT_FOUND, "there are /health, /health/live and /health/ready");
    }
  }

  private static void write(HealthReport report, ControlReply reply) throws IOException {
    reply.header("Cache-Control", "no-store");
    Few.write(reply, HealthPage.status(report), HealthPage.CONTENT_TYPE, HealthPage.json(report));
  }
}
