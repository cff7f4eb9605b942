package io.quoin.api.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number at one moment, in all its labels.
 *
 * <pre>{@code
 * Metric.counter("calls", MetricUnit.NONE, "Calls made to the hook", calls.sum());
 * }</pre>
 *
 * @param name of what is counted: lower-case letters, digits and single {@code _}, at most {@value
 *     #MOST_NAME} characters, a letter first; neither the source's name nor the unit nor {@code
 *     total} are part of it, see {@link #exposedAs}
 * @param kind how it behaves
 * @param unit what it counts
 * @param help one sentence for people; at most {@value #MOST_HELP} characters
 * @param samples all with the same names of labels, no two with the same labels
 */
public record Metric(
    String name, MetricKind kind, MetricUnit unit, String help, List<Sample> samples) {

  /** Characters of a name. */
  public static final int MOST_NAME = 80;

  /** Characters of a sentence. */
  public static final int MOST_HELP = 300;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*");

  private static final Set<String> SUFFIXES =
      Set.of("total", "created", "bucket", "info", "count", "sum", "bytes", "seconds", "ratio");

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException if a name, the help or a sample breaks a rule above
   */
  public Metric {
    if (name.length() > MOST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a metric");
    }
    if (SUFFIXES.contains(name.substring(name.lastIndexOf('_') + 1))) {
      throw new IllegalArgumentException(
          "the name '" + name + "' ends in what is put after it, or means something else there");
    }
    Objects.requireNonNull(kind);
    Objects.requireNonNull(unit);
    if (help.length() > MOST_HELP) {
      throw new IllegalArgumentException("the help of '" + name + "' is too long");
    }
    samples = List.copyOf(samples);
    check(name, kind, samples);
  }

  /**
   * A counter without labels.
   *
   * @param name of what is counted
   * @param unit what it counts
   * @param help one sentence
   * @param value 0 or more
   * @return the metric
   */
  public static Metric counter(String name, MetricUnit unit, String help, double value) {
    return new Metric(name, MetricKind.COUNTER, unit, help, List.of(Sample.of(value)));
  }

  /**
   * A gauge without labels.
   *
   * @param name of what is measured
   * @param unit what it counts
   * @param help one sentence
   * @param value any number
   * @return the metric
   */
  public static Metric gauge(String name, MetricUnit unit, String help, double value) {
    return new Metric(name, MetricKind.GAUGE, unit, help, List.of(Sample.of(value)));
  }

  /**
   * A counter without labels.
   *
   * @param name of what is counted
   * @param unit what it counts
   * @param help one sentence
   * @param value 0 or more; above 2^53 the last digits are lost
   * @return the metric
   */
  public static Metric counter(String name, MetricUnit unit, String help, long value) {
    return counter(name, unit, help, (double) value);
  }

  /**
   * A gauge without labels.
   *
   * @param name of what is measured
   * @param unit what it counts
   * @param help one sentence
   * @param value any number; beyond 2^53 the last digits are lost
   * @return the metric
   */
  public static Metric gauge(String name, MetricUnit unit, String help, long value) {
    return gauge(name, unit, help, (double) value);
  }

  /**
   * What it is called where it is shown: {@code quoin_SOURCE_NAME}, then the unit, and {@code
   * _total} of a counter.
   *
   * @param source name of its source
   * @return such as {@code quoin_session_received_bytes_total}
   */
  public String exposedAs(String source) {
    return "quoin_"
        + source
        + "_"
        + name
        + unit.suffix()
        + (kind == MetricKind.COUNTER ? "_total" : "");
  }

  private static void check(String name, MetricKind kind, List<Sample> samples) {
    Set<Map<String, String>> seen = new HashSet<>();
    for (Sample sample : samples) {
      if (!sample.labels().keySet().equals(samples.get(0).labels().keySet())) {
        throw new IllegalArgumentException(
            "the samples of '" + name + "' differ in the names of their labels");
      }
      if (!seen.add(sample.labels())) {
        throw new IllegalArgumentException(
            "two samples of '" + name + "' have the labels " + sample.labels());
      }
      if (kind == MetricKind.COUNTER && !(sample.value() >= 0)) {
        throw new IllegalArgumentException(
            "the counter '" + name + "' is 0 or more, not " + sample.value());
      }
    }
  }
}
