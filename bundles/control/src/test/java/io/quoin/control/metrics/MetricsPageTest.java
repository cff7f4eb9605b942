package io.quoin.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {

  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  private final List<MetricReading> readings = new ArrayList<>();
  private final MetricsPage page = new MetricsPage(() -> readings);

  @Test
  void the_text_format_has_help_type_labels_and_values() throws Exception {
    readings.add(
        reading(
            "session",
            Metric.counter("received", MetricUnit.BYTES, "Payload taken from peers", 1L << 40),
            new Metric(
                "torrents",
                MetricKind.GAUGE,
                MetricUnit.NONE,
                "Torrents by state",
                List.of(Sample.of(2, "state", "seeding"), Sample.of(0, "state", "halted")))));
    readings.add(new MetricReading("tracker", "it threw", List.of(), 0));

    assertThat(page.contentType("")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(lines(""))
        .contains(
            "# HELP quoin_session_received_bytes_total Payload taken from peers",
            "# TYPE quoin_session_received_bytes_total counter",
            "quoin_session_received_bytes_total 1.099511627776E12",
            "# TYPE quoin_session_torrents gauge",
            "quoin_session_torrents{state=\"seeding\"} 2.0",
            "quoin_session_torrents{state=\"halted\"} 0.0",
            "quoin_source_up{source=\"session\"} 1.0",
            "quoin_source_up{source=\"tracker\"} 0.0");
  }

  @Test
  void openmetrics_is_written_for_those_who_name_it() throws Exception {
    readings.add(reading("session", Metric.counter("received", MetricUnit.BYTES, "Payload", 5)));

    assertThat(page.contentType(OPEN_METRICS))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(lines(OPEN_METRICS))
        .contains(
            "# TYPE quoin_session_received_bytes counter",
            "# UNIT quoin_session_received_bytes bytes",
            "quoin_session_received_bytes_total 5.0")
        .endsWith("# EOF");
  }

  @Test
  void labels_by_strangers_stay_on_their_line() throws Exception {
    String hostile = "a\"} 1\n\\evil{x=\"";
    readings.add(
        reading(
            "p",
            new Metric(
                "things",
                MetricKind.GAUGE,
                MetricUnit.NONE,
                "Help\nwith a line",
                List.of(Sample.of(1, "who", hostile)))));

    assertThat(lines(""))
        .contains(
            "# HELP quoin_p_things Help\\nwith a line",
            "quoin_p_things{who=\"a\\\"} 1\\n\\\\evil{x=\\\"\"} 1.0");
  }

  @Test
  void the_jvm_and_the_process_have_their_usual_names() throws Exception {
    assertThat(lines("").stream().map(line -> line.split("[ {]", 2)[0]))
        .contains(
            "jvm_memory_used_bytes",
            "jvm_buffer_pool_used_bytes",
            "jvm_threads_current",
            "jvm_gc_collection_seconds_count",
            "process_open_fds",
            "process_cpu_seconds_total",
            "process_resident_memory_bytes");
  }

  @Test
  void nothing_is_left_at_the_jvm_that_would_hold_on_to_the_bundle() throws Exception {
    int before = ManagementFactory.getPlatformMBeanServer().getMBeanCount();

    lines("");

    assertThat(ManagementFactory.getPlatformMBeanServer().getMBeanCount()).isEqualTo(before);
  }

  @Tag("clients")
  @Test
  void prometheus_own_checker_finds_nothing_to_complain_of() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not there: install prometheus");
    readings.add(
        reading(
            "session",
            Metric.counter("received", MetricUnit.BYTES, "Payload", 5),
            Metric.gauge("age", MetricUnit.SECONDS, "Age", 0.25),
            Metric.counter("spent", MetricUnit.BASE_UNITS, "Tokens", 5)));
    // The JVM's own names, which everybody knows, break the rules of the checker's style.
    String ours =
        String.join("\n", lines("").stream().filter(line -> line.contains("quoin_")).toList());

    assertThat(check(ours + "\n")).isEmpty();
    assertThat(check("no metric\n")).isNotEmpty();
  }

  private static String check(String text) throws Exception {
    Process checker =
        new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = checker.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(checker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private List<String> lines(String accept) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    page.write(accept, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static MetricReading reading(String source, Metric... metrics) {
    return new MetricReading(source, "", List.of(metrics), 0);
  }
}
