package io.quoin.control.metrics;

import io.quoin.api.metrics.Metric;
import io.quoin.api.metrics.MetricReading;
import io.quoin.api.metrics.MetricSource;
import io.quoin.api.plugin.PluginFault;
import io.quoin.control.asking.Complaints;
import io.quoin.control.asking.Offered;
import io.quoin.control.asking.Questions;
import io.quoin.control.asking.Reply;
import io.quoin.control.asking.Shared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources one after the other. What one does wrong costs its own numbers alone. */
final class MetricReader {

  /** How long one source may take. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long all of them may: what is not asked by then is left out. */
  static final Duration PATIENCE_WITH_ALL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(MetricReader.class);

  private final Offered<MetricSource> sources =
      new Offered<>(
          MetricSource.NAME,
          Pattern.compile("[a-z][a-z0-9]{0," + (MetricSource.MOST_NAME - 1) + "}"),
          Set.of(Exposition.OWN));
  private final Set<String> ill = new HashSet<>();
  private final Questions questions;
  private final Complaints complaints;
  private final Duration patience;
  private final Shared<List<MetricReading>> reading = new Shared<>(this::readAll);

  /** What a source gave, cut to what it may. */
  private record Numbers(List<Metric> metrics, int dropped) {}

  MetricReader(Questions questions, Complaints complaints) {
    this(questions, complaints, PATIENCE);
  }

  MetricReader(Questions questions, Complaints complaints, Duration patience) {
    this.questions = questions;
    this.complaints = complaints;
    this.patience = patience;
  }

  Offered<MetricSource> sources() {
    return sources;
  }

  List<MetricReading> read() {
    return reading.get();
  }

  /** Only one thread at a time is here. */
  private List<MetricReading> readAll() {
    long deadline = System.nanoTime() + PATIENCE_WITH_ALL.toNanos();
    List<MetricReading> readings = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Offered.Named<MetricSource> source : sources.byName()) {
      names.add(source.name());
      long left = Math.min(patience.toNanos(), deadline - System.nanoTime());
      readings.add(left <= 0 ? down(source.name(), "there was no time for it") : ask(source, left));
    }
    ill.retainAll(names);
    return readings;
  }

  private MetricReading ask(Offered.Named<MetricSource> source, long nanos) {
    MetricSource asked = source.service();
    Reply<Numbers> reply =
        questions.ask(asked, () -> numbers(asked.metrics()), Duration.ofNanos(nanos));
    if (reply instanceof Reply.Given<Numbers> given) {
      ill.remove(source.name());
      return given(source, given.value());
    }
    return down(source.name(), problem(source, reply));
  }

  private MetricReading given(Offered.Named<MetricSource> source, Numbers numbers) {
    if (numbers.dropped() > 0) {
      complaints.report(
          source.service(),
          PluginFault.FLOODED,
          "has " + numbers.dropped() + " samples too many as the metric source " + source.name());
    }
    return new MetricReading(source.name(), "", numbers.metrics(), numbers.dropped());
  }

  /** On a thread that may be lost: the list is the source's own. */
  private static Numbers numbers(List<Metric> offered) {
    List<Metric> kept = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int samples = 0;
    int dropped = 0;
    for (Metric metric : offered) {
      if (kept.size() == MetricSource.MOST_METRICS) {
        dropped += metric.samples().size();
        break;
      }
      if (samples + metric.samples().size() > MetricSource.MOST_SAMPLES) {
        dropped += metric.samples().size();
        continue;
      }
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException("the metric '" + metric.name() + "' is there twice");
      }
      samples += metric.samples().size();
      kept.add(metric);
    }
    return new Numbers(kept, dropped);
  }

  private String problem(Offered.Named<MetricSource> source, Reply<Numbers> reply) {
    String as = " as the metric source " + source.name();
    if (reply instanceof Reply.Threw<Numbers> threw) {
      complaints.report(source.service(), PluginFault.THREW, "threw " + threw.failure() + as);
      logOnce(source, threw.failure());
      return "it threw " + threw.failure();
    }
    if (reply instanceof Reply.Late<Numbers> late) {
      complaints.report(source.service(), PluginFault.BLOCKED, "does not return" + as);
      return "it has not returned for " + late.since().toMillis() + " ms";
    }
    return "it was not asked: too many others do not return";
  }

  private void logOnce(Offered.Named<MetricSource> source, Throwable failure) {
    if (ill.add(source.name())) {
      LOG.warn("The metric source {} fails and has no numbers then", source.name(), failure);
    }
  }

  private static MetricReading down(String source, String problem) {
    return new MetricReading(source, problem, List.of(), 0);
  }
}
