package io.quoin.control.health;

import io.quoin.api.health.Health;
import io.quoin.api.health.HealthCheck;
import io.quoin.api.health.HealthReport;
import io.quoin.api.plugin.PluginFaults;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Questions;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the checks that are there. */
@Component(service = Health.class)
public final class HealthComponent implements Health {

  private final Questions questions = new Questions("quoin-control-health");
  private final Complaints complaints = new Complaints();
  private final HealthReader reader = new HealthReader(questions, complaints);

  @Override
  public HealthReport ask() {
    return reader.ask();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCheck(HealthCheck check, Map<String, Object> properties) {
    reader.checks().came(check, properties);
  }

  void unbindCheck(HealthCheck check) {
    reader.checks().left(check);
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
