package io.quoin.shell.command;

import io.quoin.api.health.Health;
import io.quoin.api.metrics.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Those who ask all checks and all sources of numbers, as they come and go. */
@Component(service = Watchers.class)
public final class Watchers {

  private final List<Health> healths = new CopyOnWriteArrayList<>();
  private final List<Metrics> metrics = new CopyOnWriteArrayList<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindHealth(Health health) {
    healths.add(health);
  }

  void unbindHealth(Health health) {
    healths.remove(health);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindMetrics(Metrics one) {
    metrics.add(one);
  }

  void unbindMetrics(Metrics one) {
    metrics.remove(one);
  }

  Health health() throws IOException {
    return healths.stream().findFirst().orElseThrow(Watchers::missing);
  }

  Metrics metrics() throws IOException {
    return metrics.stream().findFirst().orElseThrow(Watchers::missing);
  }

  private static IOException missing() {
    return new IOException(
        "nobody here asks for health and numbers; start the bundle io.quoin.control");
  }
}
