package io.quoin.control.metrics;

import io.quoin.api.access.Role;
import io.quoin.api.control.ControlEndpoint;
import io.quoin.api.control.ControlReply;
import io.quoin.api.control.ControlRequest;
import io.quoin.api.metrics.Metrics;
import io.quoin.control.asking.Few;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The numbers at {@code /metrics}, for scrapers. */
@Component(property = {ControlEndpoint.PATH + "=/metrics", Role.NEEDED + "=viewer"})
public final class MetricsEndpoint implements ControlEndpoint {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int MOST_AT_ONCE = 2;

  private final Metrics metrics;
  private Optional<MetricsPage> page = Optional.empty();
  private final Few few = new Few(MOST_AT_ONCE);

  /**
   * Asks the sources when it is asked.
   *
   * @param metrics knows them
   */
  @Activate
  public MetricsEndpoint(@Reference Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void answer(ControlRequest request, ControlReply reply) throws IOException {
    if (!request.path().isEmpty()) {
      Few.say(reply, NOT_FOUND, "nothing is below /metrics");
    } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      Few.say(reply.header("Allow", "GET, HEAD"), NOT_ALLOWED, "numbers are read with GET");
    } else {
      few.answer(reply, () -> write(request.header("Accept").orElse(""), reply));
    }
  }

  /** Nobody need have it made who never scrapes. */
  private synchronized MetricsPage page() {
    if (page.isEmpty()) {
      page = Optional.of(new MetricsPage(metrics));
    }
    return page.get();
  }

  /** As a whole or not at all: half a scrape would look like numbers that are gone. */
  private void write(String accept, ControlReply reply) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    MetricsPage shown = page();
    shown.write(accept, text);
    reply.header("Cache-Control", "no-store");
    try (OutputStream out = reply.begin(OK, shown.contentType(accept))) {
      text.writeTo(out);
    }
  }
}
