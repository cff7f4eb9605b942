package io.quoin.experiments.swarms;

import io.quoin.experiments.statistics.Ratios;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/** Figures of one kind, such as one of each seed or one of each peer. */
final class Sample {
  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  static Sample of(DoubleStream values) {
    return new Sample(values.sorted().toArray());
  }

  static Sample of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue));
  }

  int size() {
    return sorted.length;
  }

  double median() {
    return quantile(0.5);
  }

  /**
   * A quantile, between two values in proportion.
   *
   * @param part 0 to 1
   * @return not a number if there are no values
   */
  double quantile(double part) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /** The same in another unit. */
  Sample times(double factor) {
    return of(Arrays.stream(sorted).map(value -> factor * value));
  }

  double sum() {
    return Arrays.stream(sorted).sum();
  }

  double least() {
    return quantile(0);
  }

  /** The 95 % interval of the mean, by Student's distribution; a single value is all of its own. */
  Interval interval() {
    if (sorted.length < 2) {
      return new Interval(mean(), mean());
    }
    Ratios all = new Ratios(Arrays.stream(sorted).boxed().toList());
    return new Interval(all.low(), all.high());
  }

  /** All values, in their order. */
  double[] values() {
    return sorted.clone();
  }

  /**
   * From where to where.
   *
   * @param low the lower end
   * @param high the upper end
   */
  record Interval(double low, double high) {}
}
