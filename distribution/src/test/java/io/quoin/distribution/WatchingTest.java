package io.quoin.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quoin.api.health.Health;
import io.quoin.api.health.HealthReport;
import io.quoin.api.health.HealthStatus;
import io.quoin.api.journal.Payments;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.Metrics;
import io.quoin.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole platform tells of itself to machines, and what docs/operators.md says of that. */
@Tag("in-container")
class WatchingTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.*)$");
  private static final Leftovers LEFTOVERS = new Leftovers();

  @TempDir static Path temporary;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        Platform.builder()
            .bundles(Assembly.BUNDLES)
            .data(temporary.resolve("data"))
            .configure("io.quoin.protocol.net", Map.of("listen", List.of("127.0.0.1:0")))
            .configure("io.quoin.incentive.btt", Map.of("earn", true))
            .framework(LEFTOVERS.watching(new FrameworkFactory()))
            .start();
    LEFTOVERS.watchBundles();
    platform.service(Payments.class, SOON);
  }

  @AfterAll
  static void end() throws Exception {
    platform.close();
    platform = null;
    LEFTOVERS.assertNone(SOON);
  }

  @Test
  void every_source_answers_with_the_metrics_that_the_document_names() throws Exception {
    Metrics metrics = platform.service(Metrics.class, SOON);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(metrics.read())
                    .extracting(MetricReading::source)
                    .containsExactly(
                        "btt",
                        "installer",
                        "journal",
                        "ledger",
                        "protocol",
                        "session",
                        "shell",
                        "storage"));

    List<MetricReading> readings = metrics.read();

    assertThat(readings).allMatch(MetricReading::up).allMatch(reading -> reading.dropped() == 0);
    assertThat(Document.all(ROW, Document.named("operators.md").section("Metrics")))
        .isEqualTo(rows(readings));
  }

  private static List<String> rows(List<MetricReading> readings) {
    Map<String, String> rows = new TreeMap<>();
    for (MetricReading reading : readings) {
      reading
          .metrics()
          .forEach(metric -> rows.put(metric.exposedAs(reading.source()), row(metric)));
    }
    return rows.entrySet().stream()
        .map(row -> "| `" + row.getKey() + "` | " + row.getValue() + " |")
        .toList();
  }

  private static String row(Metric metric) {
    String labels =
        metric.samples().isEmpty()
            ? ""
            : String.join(", ", metric.samples().get(0).labels().keySet());
    return labels + " | " + metric.help();
  }

  @Test
  void every_check_is_well_and_the_document_names_it() throws Exception {
    Health health = platform.service(Health.class, SOON);

    await().atMost(SOON).until(() -> health.ask().status() == HealthStatus.OK);

    HealthReport report = health.ask();
    assertThat(
            Document.all(ROW, Document.named("operators.md").section("Health")).stream()
                .map(row -> row.replaceAll("^\\| `([a-z]+)` \\| ([a-z]+) .*", "$1 $2")))
        .containsExactlyElementsOf(
            report.answers().stream()
                .map(answer -> answer.name() + " " + answer.concern())
                .toList());
  }
}
