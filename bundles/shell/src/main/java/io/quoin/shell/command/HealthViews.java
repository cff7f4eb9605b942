package io.quoin.shell.command;

import io.quoin.api.health.HealthAnswer;
import io.quoin.api.health.HealthReport;
import io.quoin.api.health.HealthStatus;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.Sample;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the platform tells of itself to machines, for people. */
@Component(
    service = HealthViews.class,
    property = {
      "osgi.command.scope=system",
      "osgi.command.function=health",
      "osgi.command.function=metrics",
      "quoin.role=viewer"
    })
public final class HealthViews {

  private static final String JSON = "--json";
  private static final String JSON_TEXT = "answers with JSON";

  private final Watchers watchers;

  /**
   * Views of what is asked when somebody looks.
   *
   * @param watchers ask
   */
  @Activate
  public HealthViews(@Reference Watchers watchers) {
    this.watchers = watchers;
  }

  /** Asks every check. */
  @Descriptor("asks every check what is not as it should be; example: system:health --json")
  public String health(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json)
      throws IOException {
    HealthReport report = watchers.health().ask();
    return new Report(report.status().toString(), report.answers().stream().map(Check::of).toList())
        .as(json, shell);
  }

  /** Asks every source of numbers. */
  @Descriptor("lists what is counted and measured, of one source or all; example: system:metrics")
  public String metrics(
      CommandSession shell,
      @Descriptor(JSON_TEXT) @Parameter(names = JSON, presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("names of sources, such as session; all without") String... sources)
      throws IOException {
    List<String> wanted = List.of(sources);
    List<MetricReading> readings =
        watchers.metrics().read().stream()
            .filter(reading -> wanted.isEmpty() || wanted.contains(reading.source()))
            .toList();
    if (readings.isEmpty()) {
      throw new IOException("no source is called " + String.join(", ", wanted));
    }
    List<Measured> numbers = new ArrayList<>();
    readings.forEach(reading -> addAll(reading, numbers));
    return new Numbers(
            numbers,
            readings.stream()
                .filter(reading -> !reading.up())
                .map(reading -> new Missing(reading.source(), reading.problem()))
                .toList())
        .as(json, shell);
  }

  private static void addAll(MetricReading reading, List<Measured> numbers) {
    for (Metric metric : reading.metrics()) {
      for (Sample sample : metric.samples()) {
        numbers.add(
            new Measured(
                metric.exposedAs(reading.source()),
                sample.labels(),
                sample.value(),
                metric.help()));
      }
    }
  }

  /** A check's answer as programs read it. */
  private record Check(String name, String concern, String status, String sentence, String remedy) {
    static Check of(HealthAnswer answer) {
      return new Check(
          answer.name(),
          answer.concern().toString(),
          answer.finding().status().toString(),
          answer.finding().sentence(),
          answer.finding().remedy());
    }

    boolean isWell() {
      return status.equals(HealthStatus.OK.toString());
    }
  }

  /** All of them; people see first what is not well, then that the others are. */
  private record Report(String status, List<Check> checks) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("CHECK", "STATUS", "WHAT");
      checks.stream()
          .filter(check -> !check.isWell())
          .forEach(
              check ->
                  table.row(
                      check.name(), check.status(), check.sentence() + "; " + check.remedy()));
      checks.stream()
          .filter(Check::isWell)
          .forEach(check -> table.row(check.name(), check.status(), check.sentence()));
      return table.text(columns);
    }
  }

  /** A sample as programs read it. */
  private record Measured(String name, Map<String, String> labels, double value, String help) {
    String shown() {
      return labels.isEmpty() ? name : name + labels;
    }

    String plain() {
      return Double.isFinite(value)
          ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
          : String.valueOf(value);
    }
  }

  /** A source that does not answer. */
  private record Missing(String source, String problem) {}

  /** All of them. */
  private record Numbers(List<Measured> numbers, List<Missing> missing) implements Answer {
    @Override
    public String text(int columns) {
      Table table = new Table("METRIC", "VALUE", "WHAT");
      numbers.forEach(number -> table.row(number.shown(), number.plain(), number.help()));
      missing.forEach(one -> table.row(one.source(), "-", one.problem()));
      return table.text(columns);
    }
  }
}
