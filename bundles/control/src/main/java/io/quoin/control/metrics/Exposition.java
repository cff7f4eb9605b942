package io.quoin.control.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricKind;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricUnit;
import io.quoin.api.metrics.Metrics;
import io.quoin.api.metrics.Sample;
import java.util.ArrayList;
import java.util.List;

/** What the sources say, as the library has it, with what there is to say about the sources. */
final class Exposition implements MultiCollector {

  /** What metrics about sources are called; no source has this name. */
  static final String OWN = "source";

  private static final String COUNTER = "_total";

  private final Metrics metrics;

  Exposition(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricReading> readings = metrics.read();
    List<MetricSnapshot> shown = new ArrayList<>();
    for (MetricReading reading : readings) {
      reading.metrics().forEach(metric -> shown.add(snapshot(reading.source(), metric)));
    }
    about(readings).forEach(metric -> shown.add(snapshot(OWN, metric)));
    return new MetricSnapshots(shown);
  }

  /** Whether sources answer. */
  static List<Metric> about(List<MetricReading> readings) {
    return List.of(
        new Metric(
            "up",
            MetricKind.GAUGE,
            MetricUnit.NONE,
            "Whether a source answered: 1, or 0 if its numbers are missing",
            readings.stream()
                .map(reading -> Sample.of(reading.up() ? 1 : 0, OWN, reading.source()))
                .toList()),
        new Metric(
            "dropped_samples",
            MetricKind.GAUGE,
            MetricUnit.NONE,
            "Samples left out because the source has more than it may",
            readings.stream()
                .map(reading -> Sample.of(reading.dropped(), OWN, reading.source()))
                .toList()));
  }

  private static MetricSnapshot snapshot(String source, Metric metric) {
    String full = metric.exposedAs(source);
    if (metric.kind() == MetricKind.COUNTER) {
      String base = full.substring(0, full.length() - COUNTER.length());
      return new CounterSnapshot(
          metadata(base, metric),
          metric.samples().stream()
              .map(
                  sample ->
                      CounterSnapshot.CounterDataPointSnapshot.builder()
                          .labels(labels(sample))
                          .value(sample.value())
                          .build())
              .toList());
    }
    return new GaugeSnapshot(
        metadata(full, metric),
        metric.samples().stream()
            .map(
                sample ->
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(sample))
                        .value(sample.value())
                        .build())
            .toList());
  }

  private static MetricMetadata metadata(String name, Metric metric) {
    String suffix = metric.unit().suffix();
    return suffix.isEmpty()
        ? new MetricMetadata(name, metric.help())
        : new MetricMetadata(name, metric.help(), new Unit(suffix.substring(1)));
  }

  private static Labels labels(Sample sample) {
    return Labels.of(
        sample.labels().keySet().toArray(new String[0]),
        sample.labels().values().toArray(new String[0]));
  }
}
