package io.quoin.api.metrics;

/** How a number behaves over time. */
public enum MetricKind {
  /** It only grows, but for a restart of what counts: 0 or more. */
  COUNTER,
  /** It goes up and down. */
  GAUGE
}
