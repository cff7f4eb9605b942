package io.quoin.api.metrics;

/** What a number counts: base units only, so that nobody has to guess a factor. */
public enum MetricUnit {
  /** Things: torrents, connections, events. */
  NONE(""),
  /** Bytes. */
  BYTES("_bytes"),
  /** Seconds, with fractions. */
  SECONDS("_seconds"),
  /** A part of a whole, 0 to 1. */
  RATIO("_ratio"),
  /** The smallest units of the token. Above 2^53 the last digits are lost. */
  BASE_UNITS("_base_units");

  private final String suffix;

  MetricUnit(String suffix) {
    this.suffix = suffix;
  }

  /**
   * What names of metrics in this unit end in.
   *
   * @return empty for {@link #NONE}
   */
  public String suffix() {
    return suffix;
  }
}
