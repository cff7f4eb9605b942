package io.quoin.experiments.swarms;

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

  double most() {
    return quantile(1);
  }

  /**
   * Where the median of the distribution lies that the values were drawn from, with 95 % certainty
   * or more, whatever the distribution: between the k-th value from either end, as the binomial
   * distribution has it. With fewer than six values that certainty cannot be had: it is all of
   * them.
   */
  Interval interval() {
    int n = sorted.length;
    if (n == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    int k = 0;
    double probability = Math.pow(0.5, n);
    double below = probability;
    while (below <= 0.025) {
      probability *= (double) (n - k) / (k + 1);
      k++;
      below += probability;
    }
    int at = Math.max(0, k - 1);
    return new Interval(sorted[at], sorted[n - 1 - at]);
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
