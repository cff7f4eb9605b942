package io.quoin.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricTest {

  @Test
  void the_exposed_name_says_source_unit_and_kind() {
    assertThat(Metric.counter("received", MetricUnit.BYTES, "x", 1).exposedAs("session"))
        .isEqualTo("quoin_session_received_bytes_total");
    assertThat(Metric.gauge("torrents", MetricUnit.NONE, "x", 1).exposedAs("session"))
        .isEqualTo("quoin_session_torrents");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Torrents",
        "1st",
        "a__b",
        "_a",
        "a_",
        "a-b",
        "a b",
        "a\n",
        "ä",
        "calls_total",
        "received_bytes",
        "total",
        "age_seconds"
      })
  void a_name_that_could_not_be_exposed_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.gauge(name, MetricUnit.NONE, "x", 1))
        .withMessageContaining("'" + name + "'");
  }

  @Test
  void what_is_too_long_or_too_much_is_refused() {
    assertThat(Metric.gauge("a".repeat(Metric.MOST_NAME), MetricUnit.NONE, "x", 1)).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.gauge("a".repeat(Metric.MOST_NAME + 1), MetricUnit.NONE, "x", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.gauge("a", MetricUnit.NONE, "x".repeat(Metric.MOST_HELP + 1), 1));
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i <= Sample.MOST_LABELS; i++) {
      labels.put("label" + i, "");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Sample(labels, 1));
  }

  @Test
  void a_long_value_of_a_label_is_cut() {
    Sample sample = Sample.of(1, "reason", "x".repeat(Sample.MOST_VALUE + 1));

    assertThat(sample.labels()).containsEntry("reason", "x".repeat(Sample.MOST_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "State", "__name__", "1", "a-b", "a\n"})
  void a_name_of_a_label_that_could_not_be_exposed_is_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Sample.of(1, name, ""));
  }

  @Test
  void samples_that_cannot_be_told_apart_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gauge(Sample.of(1, "state", "up"), Sample.of(2, "state", "up")))
        .withMessageContaining("two samples of 'things' have the labels {state=up}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gauge(Sample.of(1, "state", "up"), Sample.of(2, "kind", "up")))
        .withMessageContaining("differ in the names");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void a_counter_below_nought_is_refused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.counter("calls", MetricUnit.NONE, "x", value));
  }

  private static Metric gauge(Sample... samples) {
    return new Metric("things", MetricKind.GAUGE, MetricUnit.NONE, "x", List.of(samples));
  }
}
