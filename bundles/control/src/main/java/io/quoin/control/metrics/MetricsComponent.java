package io.quoin.control.metrics;

import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.metrics.Metrics;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Questions;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the sources that are there. */
@Component(service = Metrics.class)
public final class MetricsComponent implements Metrics {

  private final Questions questions = new Questions("quoin-control-metrics");
  private final Complaints complaints = new Complaints();
  private final MetricReader reader = new MetricReader(questions, complaints);

  @Override
  public List<MetricReading> read() {
    return reader.read();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSource(MetricSource source, Map<String, Object> properties) {
    reader.sources().came(source, properties);
  }

  void unbindSource(MetricSource source) {
    reader.sources().left(source);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFaults(PluginFaults faults) {
    complaints.came(faults);
  }

  void unbindFaults(PluginFaults faults) {
    complaints.left(faults);
  }

  @Deactivate
  void end() {
    questions.close();
  }
}
