package io.quoin.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has numbers to tell. Registered as a service with its {@link #NAME}.
 *
 * <pre>{@code
 * @Component(property = MetricSource.NAME + "=notifier")
 * public final class Calls implements MetricSource {
 *   private final LongAdder calls = new LongAdder();
 *
 *   public List<Metric> metrics() {
 *     return List.of(
 *         Metric.counter("calls", MetricUnit.NONE, "Calls made to the hook", calls.sum()));
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface MetricSource {

  /**
   * Service property: the source's name, which goes into those of its metrics. A lower-case letter,
   * then lower-case letters and digits, at most {@value #MOST_NAME}. Of several with one name the
   * one of the highest service ranking is asked.
   */
  String NAME = "quoin.metrics.source";

  /** Characters of a source's name. */
  int MOST_NAME = 40;

  /** Metrics of a source; what is beyond is dropped. */
  int MOST_METRICS = 200;

  /** Samples of a source, all metrics together; metrics beyond are dropped. */
  int MOST_SAMPLES = 1000;

  /**
   * Its numbers as they stand. Called on a thread for such questions whenever somebody looks, often
   * every few seconds; never twice at once. It has to answer from what it has at hand: no disk, no
   * network, no wait for a lock that is held for long. One that throws, or does not return within a
   * second, is left out until it does better.
   *
   * @return no two of one name; the same names each time
   */
  List<Metric> metrics();
}
