package io.quoin.api.metrics;

import java.util.List;

/**
 * What came of asking a source.
 *
 * @param source its name
 * @param problem why there are no numbers of it, one sentence; empty if there are
 * @param metrics its numbers; none if there is a problem
 * @param dropped samples that were more than a source may have
 */
public record MetricReading(String source, String problem, List<Metric> metrics, int dropped) {

  /** Keeps a copy. */
  public MetricReading {
    metrics = List.copyOf(metrics);
  }

  /**
   * Whether it answered.
   *
   * @return true if there is no problem
   */
  public boolean up() {
    return problem.isEmpty();
  }
}
